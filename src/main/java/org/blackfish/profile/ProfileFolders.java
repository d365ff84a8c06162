package org.blackfish.profile;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.Optional;
import org.blackfish.problem.AccessRefused;
import org.blackfish.problem.ProblemException;
import org.blackfish.problem.UnknownItem;
import org.blackfish.transport.Access;
import org.blackfish.transport.Host;

/** The folders a profile needs on its own host. */
@ApplicationScoped
public class ProfileFolders {
    private final Hosts hosts;

    @Inject
    public ProfileFolders(Hosts hosts) {
        this.hosts = hosts;
    }

    /**
     * Makes {@code home_dir} and its {@code models}, {@code images} and {@code jobs}, and checks {@code cache_dir},
     * which is never made. Throws {@link UnknownItem} or {@link AccessRefused} naming the path and the remedy.
     */
    public void ensure(Profile profile) {
        ensureHome(profile);
        requireCache(profile);
    }

    void ensureHome(Profile profile) {
        Host host = hosts.of(profile);
        Path home = profile.homeDirectory();
        host.makeFolders(home, Access.PRIVATE);
        host.makeFolders(home.resolve("models"), Access.SHARED);
        host.makeFolders(home.resolve("images"), Access.SHARED);
        host.makeFolders(home.resolve("jobs"), Access.PRIVATE);
    }

    void requireCache(Profile profile) {
        checkCache(hosts.of(profile), profile);
    }

    /** What is wrong with {@code cache_dir}, with the path and the remedy; empty when it can be read. */
    public Optional<String> cacheProblem(Profile profile) {
        try {
            checkCache(hosts.of(profile), profile);
            return Optional.empty();
        } catch (ProblemException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static void checkCache(Host host, Profile profile) {
        Path cache = profile.cacheDirectory();
        String of = "The cache_dir " + cache + " of the profile \"" + profile.name() + "\" ";
        try {
            host.list(cache);
        } catch (UnknownItem e) {
            throw new UnknownItem(
                    "cache_dir",
                    cache.toString(),
                    of + "is not a folder on " + host.name() + ". It is the site's shared folder and is never made by"
                            + " Blackfish: correct cache_dir in profiles.cfg, or ask your admin.");
        } catch (ProblemException e) {
            throw new AccessRefused(
                    cache.toString(),
                    of + "may not be read by this account on " + host.name()
                            + ". Ask your admin for read and execute access to it.");
        }
    }
}
