package org.blackfish.image;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How a site wants images to be pulled, the member {@code pull} of {@code images.yaml}.
 *
 * @param site where the work is done unless the admin chooses
 * @param scratch the folder to unpack in; empty for the disk with the most room of {@code /var/tmp} and the image's own
 * @param memoryGb memory of the job, in GB
 */
public record PullRules(
        PullSite site,
        Optional<Path> scratch,
        Optional<String> partition,
        Optional<String> account,
        int cpus,
        int memoryGb,
        int minutes) {
    static final PullRules BUILT_IN =
            new PullRules(PullSite.HEAD_NODE, Optional.empty(), Optional.empty(), Optional.empty(), 4, 16, 120);
}
