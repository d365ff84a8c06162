package org.blackfish.profile;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.Optional;
import org.blackfish.problem.AccessRefused;
import org.blackfish.problem.ProblemException;

/** Who shapes what a profile offers: whoever may write its {@code cache_dir}, as the disk says at that moment. */
@ApplicationScoped
public class Admins {
    private final Hosts hosts;

    @Inject
    public Admins(Hosts hosts) {
        this.hosts = hosts;
    }

    /** Whether the account that we run as is one; false too where the host cannot be asked. */
    public boolean includeUs(Profile profile) {
        return refusal(profile).isEmpty();
    }

    /** {@link AccessRefused} names the folder and the remedy. */
    public void require(Profile profile) {
        refusal(profile).ifPresent(sentence -> {
            throw new AccessRefused(profile.cacheDirectory().toString(), sentence);
        });
    }

    private Optional<String> refusal(Profile profile) {
        Path cache = profile.cacheDirectory();
        try {
            return hosts.of(profile).canWrite(cache)
                    ? Optional.empty()
                    : Optional.of("The admin section is for those who may write " + cache
                            + ", the cache_dir of the profile \"" + profile.name() + "\", and the account "
                            + System.getProperty("user.name") + " may not; ask its owner for write access.");
        } catch (ProblemException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
