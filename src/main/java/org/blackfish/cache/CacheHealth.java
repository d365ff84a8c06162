package org.blackfish.cache;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.blackfish.profile.Quota;
import org.blackfish.profile.Space;

/**
 * One look at the shared folder.
 *
 * @param shared whether it is a folder of its own; false where {@code cache_dir} is the user's home
 * @param whole false when there was more than could be looked at in time
 */
public record CacheHealth(
        Path folder,
        Instant at,
        boolean shared,
        boolean whole,
        int entries,
        long bytes,
        Optional<Space> space,
        Optional<Quota> quota,
        List<Finding> findings) {
    public CacheHealth {
        findings = List.copyOf(findings);
    }

    public List<Finding> of(Trouble trouble) {
        return findings.stream().filter(finding -> finding.trouble() == trouble).toList();
    }
}
