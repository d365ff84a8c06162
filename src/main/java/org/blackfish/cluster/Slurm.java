package org.blackfish.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.blackfish.problem.CommandFailed;
import org.blackfish.problem.DeadlinePassed;
import org.blackfish.problem.ProblemException;
import org.blackfish.problem.Upstream;
import org.blackfish.settings.SlurmConfiguration;
import org.blackfish.transport.Command;
import org.blackfish.transport.Host;
import org.blackfish.transport.Outcome;
import org.jspecify.annotations.Nullable;

/** Slurm by its commands. Of our own environment only {@code SLURM_CONF} reaches them. */
public final class Slurm implements Scheduler {
    private static final int KILLED = 137;
    private static final Pattern UNCERTAIN = Pattern.compile(
            "timed out|zero bytes|communication|unexpected (message|missing socket)|(send|receive|shutdown) failure"
                    + "|connection reset|broken pipe",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern SILENT =
            Pattern.compile("unable to contact|protocol authentication error", Pattern.CASE_INSENSITIVE);

    /** For what somebody waits for and may be asked again: a test, a cancellation, the names of nodes. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Host host;
    private final Duration deadline;
    private final SlurmMeter meter;
    private final Map<String, String> configuration;
    private final InstantSource clock = InstantSource.system();

    /** {@code deadline} bounds every single command; {@code environment} is that of this program. */
    public Slurm(Host host, Duration deadline, SlurmMeter meter, Map<String, String> environment) {
        this.host = host;
        this.deadline = deadline;
        this.meter = meter;
        this.configuration = SlurmConfiguration.of(environment);
    }

    /**
     * {@inheritDoc} The command ends by itself at the deadline even when this program ends meanwhile, in order or not, so
     * that after that time no late submission can come.
     */
    @Override
    public JobId submit(Submission job) {
        List<String> argv = List.of(
                "timeout",
                "--signal=KILL",
                seconds(deadline),
                "sbatch",
                "--parsable",
                "--job-name=" + job.name(),
                "--comment=" + job.comment(),
                "--chdir=" + job.workDirectory(),
                "--",
                job.script().toString());
        meter.count("sbatch");
        // Killed, "timeout" would leave sbatch behind without a deadline, to submit unseen at any later time.
        Outcome outcome = host.run(new Command(argv, "", configuration, deadline.plusSeconds(2)).endingItself());
        if (outcome.exit() == KILLED) {
            throw new DeadlinePassed("sbatch", host.name(), deadline);
        }
        if (isUncertain(outcome)) {
            throw new Upstream(
                    "sbatch",
                    0,
                    "sbatch on " + host.name() + " broke off (" + outcome.said()
                            + "); whether the job was submitted is looked up before anything is repeated.");
        }
        if (!outcome.succeeded()) {
            throw refusal(argv.subList(3, argv.size()), outcome);
        }
        return id(outcome.stdout().strip());
    }

    /** Whether the controller may have taken the job although {@code sbatch} failed. */
    private static boolean isUncertain(Outcome outcome) {
        return outcome.exit() > 128
                || (!outcome.succeeded() && UNCERTAIN.matcher(outcome.stderr()).find());
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.3f", time.toMillis() / 1000.0);
    }

    /** {@code --parsable} prints the number, and the cluster's name after a semicolon when there are several. */
    private JobId id(String printed) {
        int semicolon = printed.indexOf(';');
        String number = semicolon < 0 ? printed : printed.substring(0, semicolon);
        if (!JobId.accepts(number)) {
            String shown = printed.length() <= 200 ? printed : printed.substring(0, 200) + "…";
            throw new Upstream(
                    "sbatch on " + host.name(),
                    0,
                    "sbatch on " + host.name() + " answered \"" + shown
                            + "\" instead of a job number; whether the job was submitted is looked up.");
        }
        return new JobId(number);
    }

    @Override
    public QueueAnswer queue() {
        Instant at = clock.instant();
        try {
            return Squeue.read(at, ask(Squeue.argv()));
        } catch (ProblemException e) {
            return new NoAnswer(at, sentence(e));
        }
    }

    @Override
    public JobReport accounting(@Nullable JobId id, Path workDirectory, Instant since) {
        try {
            return Sacct.read(ask(Sacct.argv(id, since)), id, workDirectory, clock.instant());
        } catch (ProblemException e) {
            return new JobReport.Undetermined(sentence(e));
        }
    }

    private static String sentence(ProblemException e) {
        return String.valueOf(e.getMessage());
    }

    /** Times are asked for in UTC and ISO form, whatever this program's environment says. */
    private Outcome ask(List<String> argv) {
        return call(argv, "", Map.of("TZ", "UTC"), deadline);
    }

    @Override
    public void signal(JobId id) {
        end(List.of("scancel", "--batch", "--signal=TERM", id.value()));
    }

    @Override
    public void cancel(JobId id) {
        end(List.of("scancel", id.value()));
    }

    private void end(List<String> argv) {
        Outcome outcome = call(argv, "", Map.of(), patience());
        String said = outcome.said();
        boolean over = said.contains("Invalid job id specified") || said.contains("already completing or completed");
        if (!outcome.succeeded() && !over) {
            throw refusal(argv, outcome);
        }
    }

    @Override
    public String testOnly(String script) {
        List<String> argv = List.of("sbatch", "--test-only");
        Outcome outcome = call(argv, script, Map.of("TZ", "UTC"), patience());
        if (isUncertain(outcome) || SILENT.matcher(outcome.stderr()).find()) {
            throw new Upstream(
                    "sbatch --test-only", 0, "Slurm on " + host.name() + " did not answer: " + outcome.said());
        }
        if (!outcome.succeeded()) {
            throw refusal(argv, outcome);
        }
        return outcome.said();
    }

    @Override
    public List<NodeGroup> nodes() {
        Duration each = patience().dividedBy(2);
        List<NodeGroup> groups = Sinfo.read(printed(Sinfo.argv(), each));
        Outcome nodes = call(Scontrol.argv(), "", Map.of(), each);
        return nodes.succeeded() ? Scontrol.refine(groups, nodes.stdout()) : groups;
    }

    @Override
    public ClusterStatus status() {
        Instant at = clock.instant();
        Duration each = patience().dividedBy(3);
        return StatusReader.read(
                printed(StatusReader.partitions(), each),
                printed(StatusReader.nodes(), each),
                printed(StatusReader.jobs(), each),
                at);
    }

    private String printed(List<String> argv, Duration longest) {
        Outcome outcome = call(argv, "", Map.of(), longest);
        if (!outcome.succeeded()) {
            throw refusal(argv, outcome);
        }
        return outcome.stdout();
    }

    private CommandFailed refusal(List<String> argv, Outcome outcome) {
        return new CommandFailed(host.name(), argv, outcome.exit(), outcome.said());
    }

    private Duration patience() {
        return deadline.compareTo(PATIENCE) < 0 ? deadline : PATIENCE;
    }

    private Outcome call(List<String> argv, String stdin, Map<String, String> variables, Duration longest) {
        Map<String, String> environment = new HashMap<>(configuration);
        environment.putAll(variables);
        meter.count(argv.getFirst());
        return host.run(new Command(argv, stdin, environment, longest));
    }
}
