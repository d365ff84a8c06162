package org.blackfish.hub;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.blackfish.cluster.JobId;
import org.blackfish.cluster.Schedulers;
import org.blackfish.cluster.Submission;
import org.blackfish.fetch.Fetch;
import org.blackfish.problem.CommandFailed;
import org.blackfish.problem.DeadlinePassed;
import org.blackfish.problem.Upstream;
import org.blackfish.profile.Profile;
import org.blackfish.transport.Access;
import org.blackfish.transport.Command;
import org.blackfish.transport.Outcome;

/** Sets a transfer's program going, here or as a job; it takes care itself that there is one at a time. */
final class DownloadStart {
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final Schedulers schedulers;
    private final Hub hub;
    private final Map<String, String> environment;

    /** {@code environment} is that of this program; of it only the way out and its patience are passed on. */
    DownloadStart(Schedulers schedulers, Hub hub, Map<String, String> environment) {
        this.schedulers = schedulers;
        this.hub = hub;
        Map<String, String> ways = new HashMap<>();
        Stream.of("http_proxy", "https_proxy", "no_proxy", "all_proxy", "hf_hub_download_timeout")
                .flatMap(name -> Stream.of(name, name.toUpperCase(Locale.ROOT)))
                .filter(environment::containsKey)
                .forEach(name -> ways.put(name, String.valueOf(environment.get(name))));
        this.environment = Map.copyOf(ways);
    }

    static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    /** The job's number, where it is one and it is known. */
    Optional<String> start(Profile profile, DownloadFolder folder, DownloadSite site) {
        // Written whole before it has its name, and read once: it never lies in a script, an argument or a record.
        folder.host()
                .write(
                        folder.file(Fetch.TOKEN),
                        hub.token().getBytes(java.nio.charset.StandardCharsets.UTF_8),
                        Access.PRIVATE);
        return switch (site) {
            case HERE -> {
                detach(folder);
                yield Optional.empty();
            }
            case SLURM -> submit(profile, folder);
        };
    }

    /** In a session of its own, so that it goes on when the server ends; polite to others on the node. */
    void detach(DownloadFolder folder) {
        List<String> argv = List.of(
                "setsid",
                "--fork",
                "nice",
                "bash",
                folder.file(DownloadScript.FILE).toString());
        Outcome outcome = folder.host().run(new Command(argv, "", environment, DEADLINE).endingItself());
        if (!outcome.succeeded()) {
            throw new CommandFailed(folder.host().name(), argv, outcome.exit(), outcome.said());
        }
    }

    private Optional<String> submit(Profile profile, DownloadFolder folder) {
        Submission job = new Submission(
                folder.file(DownloadScript.FILE), folder.path(), "blackfish-download", "blackfish-download");
        try {
            return Optional.of(schedulers.of(profile).submit(job).value());
        } catch (DeadlinePassed | Upstream unknown) {
            // The job may be there all the same; it is found by its folder.
            return Optional.empty();
        }
    }

    /** A job that waits in the queue would wait for nothing. */
    void cancelJob(Profile profile, Optional<String> job) {
        job.ifPresent(id -> schedulers.of(profile).cancel(new JobId(id)));
    }
}
