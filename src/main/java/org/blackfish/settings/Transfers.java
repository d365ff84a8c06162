package org.blackfish.settings;

import java.util.Optional;

/**
 * How models come from the hub, unless a request says otherwise.
 *
 * @param asJobs as Slurm jobs, where login nodes may not download
 * @param partition of those jobs, one with a way to the internet
 * @param rate bytes a second at most for each download, 0 for as fast as it goes
 */
public record Transfers(boolean asJobs, Optional<String> partition, long rate) {}
