package org.blackfish.profile;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.blackfish.problem.ProblemException;
import org.blackfish.settings.SlurmConfiguration;
import org.blackfish.transport.Command;
import org.blackfish.transport.Host;
import org.blackfish.transport.Outcome;

/** Looks at all that a profile needs on its own host, makes the folders that are the user's, and says each in a sentence. */
@ApplicationScoped
public class ProfileChecks {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Hosts hosts;
    private final ProfileFolders folders;

    @Inject
    public ProfileChecks(Hosts hosts, ProfileFolders folders) {
        this.hosts = hosts;
        this.folders = folders;
    }

    /** In the order in which things are needed; none stops the others. */
    public List<ProfileCheck> of(SlurmProfile profile) {
        Host host = hosts.of(profile);
        Path home = profile.homeDirectory();
        Path cache = profile.cacheDirectory();
        List<ProfileCheck> checks = new ArrayList<>();
        checks.add(check(
                "home_dir",
                "The home_dir " + home + " with its models, images and jobs is there and yours.",
                () -> folders.ensureHome(profile)));
        checks.add(check("cache_dir", "The cache_dir " + cache + " can be read.", () -> folders.requireCache(profile)));
        for (String name : List.of("models", "images")) {
            checks.add(there(host, cache.resolve(name)));
        }
        checks.add(user(profile));
        checks.add(slurm(host));
        return List.copyOf(checks);
    }

    private static ProfileCheck check(String name, String good, Runnable look) {
        try {
            look.run();
            return new ProfileCheck(name, true, good);
        } catch (ProblemException e) {
            return new ProfileCheck(name, false, String.valueOf(e.getMessage()));
        }
    }

    private static ProfileCheck there(Host host, Path path) {
        String name = "cache_dir/" + path.getFileName();
        try {
            boolean there = host.find(path).isPresent();
            return new ProfileCheck(
                    name, there, there ? path + " is there." : path + " is not there; ask your admin to make it.");
        } catch (ProblemException e) {
            return new ProfileCheck(name, false, String.valueOf(e.getMessage()));
        }
    }

    private static ProfileCheck user(SlurmProfile profile) {
        String account = System.getProperty("user.name");
        return profile.user().equals(account)
                ? new ProfileCheck("user", true, "The user " + account + " is the account that Blackfish runs as.")
                : new ProfileCheck(
                        "user",
                        false,
                        "The user is " + profile.user() + ", but Blackfish runs as " + account + ", and so do its jobs;"
                                + " give the profile the user " + account + ".");
    }

    /** Its version is known to the program itself: nobody is asked over the network. */
    private static ProfileCheck slurm(Host host) {
        try {
            // Some versions read the cluster's configuration even to tell their own.
            Map<String, String> configuration = SlurmConfiguration.of(System.getenv());
            Outcome outcome = host.run(new Command(List.of("sbatch", "--version"), "", configuration, PATIENCE));
            return outcome.succeeded()
                    ? new ProfileCheck("slurm", true, "Slurm's commands are there: " + outcome.said() + ".")
                    : new ProfileCheck("slurm", false, noSlurm(host, outcome.said()));
        } catch (ProblemException e) {
            return new ProfileCheck("slurm", false, noSlurm(host, String.valueOf(e.getMessage())));
        }
    }

    private static String noSlurm(Host host, String why) {
        return "sbatch cannot be run on " + host.name() + " (" + why
                + "); put Slurm's commands on the PATH of Blackfish.";
    }
}
