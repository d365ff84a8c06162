package org.blackfish.image;

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
import org.blackfish.problem.CommandFailed;
import org.blackfish.problem.DeadlinePassed;
import org.blackfish.problem.Upstream;
import org.blackfish.problem.WrongState;
import org.blackfish.profile.Profile;
import org.blackfish.transport.Command;
import org.blackfish.transport.Host;
import org.blackfish.transport.Outcome;

/** Sets a pull going, so that it goes on by itself: on the head node in a session of its own, or as a job. */
final class PullStart {
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final Schedulers schedulers;
    private final Map<String, String> environment;

    /** {@code environment} is that of this program; of it only the way out to registries is passed on. */
    PullStart(Schedulers schedulers, Map<String, String> environment) {
        this.schedulers = schedulers;
        Map<String, String> proxies = new HashMap<>();
        Stream.of("http_proxy", "https_proxy", "no_proxy", "all_proxy", "ssl_cert_file", "ssl_cert_dir")
                .flatMap(name -> Stream.of(name, name.toUpperCase(Locale.ROOT)))
                .filter(environment::containsKey)
                .forEach(name -> proxies.put(name, String.valueOf(environment.get(name))));
        this.environment = Map.copyOf(proxies);
    }

    /** The intent with the job's number, where there is one and it is known. */
    PullNote start(Profile profile, PullFolder folder, PullNote note) {
        return switch (note.order().site()) {
            case HEAD_NODE -> {
                detach(folder);
                yield note;
            }
            case SLURM -> submit(profile, folder, note);
        };
    }

    private void detach(PullFolder folder) {
        List<String> argv =
                List.of("setsid", "--fork", "nice", "bash", script(folder).toString());
        Outcome outcome = folder.host().run(new Command(argv, "", environment, DEADLINE).endingItself());
        if (!outcome.succeeded()) {
            throw new CommandFailed(folder.host().name(), argv, outcome.exit(), outcome.said());
        }
    }

    private PullNote submit(Profile profile, PullFolder folder, PullNote note) {
        Submission job = new Submission(script(folder), folder.path(), "blackfish-pull", "blackfish-pull");
        try {
            return note.submitted(schedulers.of(profile).submit(job).value());
        } catch (DeadlinePassed | Upstream unknown) {
            // The job may be there all the same; it is found by its folder.
            return note;
        }
    }

    void cancel(Profile profile, PullNote note, String us) {
        Optional<JobId> job = note.job().map(JobId::new);
        if (job.isPresent() && note.by().equals(us)) {
            schedulers.of(profile).cancel(job.get());
        }
    }

    /** {@link WrongState} says why there is no pulling on the host and gives the command to type elsewhere. */
    static void requireProgram(Host host, PullOrder order, Path target) {
        if (order.site() == PullSite.HEAD_NODE && ContainerProgram.find(host).isEmpty()) {
            throw new WrongState(
                    order.image().toString(),
                    "no container program",
                    "apptainer",
                    "Neither apptainer nor singularity is on the PATH of " + host.name()
                            + ": pull as a Slurm job, or run \"" + PullScript.command(order, target)
                            + "\" where there is one.");
        }
    }

    private static Path script(PullFolder folder) {
        return folder.file(PullScript.FILE);
    }
}
