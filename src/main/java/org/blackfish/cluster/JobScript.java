package org.blackfish.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import org.blackfish.problem.InvalidInput;

/**
 * A batch job as typed values, and the script that Slurm gets from them.
 *
 * @param time wall-clock limit, at least a second
 * @param memoryGb memory of the job, in GB
 * @param gres generic resources such as {@code gpu:a100:2}
 * @param partition empty for the cluster's default
 * @param workDirectory the job's own folder, which holds its {@link #KEY_FILE} and log
 */
public record JobScript(
        String name,
        Duration time,
        int cpus,
        int memoryGb,
        Optional<String> gres,
        Optional<String> partition,
        Optional<String> constraint,
        Optional<String> account,
        Path workDirectory,
        Program program) {

    /** The key's file in the working directory; 0600, written before the job is submitted. */
    public static final String KEY_FILE = "key";

    /** How the line begins by which the script marks an attempt in the log; its number follows. */
    public static final String ATTEMPT_MARK = "blackfish: attempt ";

    /** Most characters of a job's name. */
    public static final int LONGEST_NAME = 100;

    private static final int LONGEST_WORD = 200;

    public JobScript {
        Checked.line("name", name, LONGEST_NAME);
        gres.ifPresent(value -> Checked.line("gres", value, LONGEST_WORD));
        partition.ifPresent(value -> Checked.line("partition", value, LONGEST_WORD));
        constraint.ifPresent(value -> Checked.line("constraint", value, LONGEST_WORD));
        account.ifPresent(value -> Checked.line("account", value, LONGEST_WORD));
        atLeastOne("time", time.toSeconds());
        atLeastOne("cpus", cpus);
        atLeastOne("memory", memoryGb);
        Checked.text("work directory", workDirectory.toString());
        if (!workDirectory.isAbsolute()) {
            throw new InvalidInput("work directory", "The path " + workDirectory + " is not absolute.");
        }
    }

    private static void atLeastOne(String field, long value) {
        if (value < 1) {
            throw new InvalidInput(field, "The " + field + " is " + value + "; it must be at least 1.");
        }
    }

    /** Slurm's log of a job in its working directory. */
    public static String logFile(JobId id) {
        return "slurm-" + id.value() + ".out";
    }

    /** The whole script; every value in it is quoted exactly once. */
    public String text() {
        List<String> lines = new ArrayList<>();
        lines.add("#!/bin/bash");
        lines.addAll(directives());
        lines.add("");
        lines.addAll(Shell.FUNCTIONS.lines().toList());
        lines.add("");
        lines.addAll(body());
        return String.join("\n", lines) + "\n";
    }

    private List<String> directives() {
        List<String> lines = new ArrayList<>();
        lines.add(directive("job-name", name));
        lines.add("#SBATCH --nodes=1");
        lines.add("#SBATCH --ntasks=1");
        lines.add("#SBATCH --cpus-per-task=" + cpus);
        lines.add("#SBATCH --mem=" + memoryGb + "G");
        lines.add("#SBATCH --time=" + slurmTime(time));
        gres.ifPresent(value -> lines.add(directive("gres", value)));
        partition.ifPresent(value -> lines.add(directive("partition", value)));
        constraint.ifPresent(value -> lines.add(directive("constraint", value)));
        account.ifPresent(value -> lines.add(directive("account", value)));
        lines.add("#SBATCH --output=slurm-%j.out");
        lines.add("#SBATCH --open-mode=append");
        return lines;
    }

    private static String directive(String option, String value) {
        return "#SBATCH --" + option + "=" + Shell.directiveQuoted(value);
    }

    static String slurmTime(Duration time) {
        String clock = String.format(
                Locale.ROOT, "%02d:%02d:%02d", time.toHoursPart(), time.toMinutesPart(), time.toSecondsPart());
        return time.toDays() == 0 ? clock : time.toDays() + "-" + clock;
    }

    private List<String> body() {
        List<String> lines = new ArrayList<>();
        lines.add("umask 077");
        lines.add("mark_attempt");
        lines.add("cd " + Shell.quoted(workDirectory.toString()) + " || exit 1");
        lines.add("require_apptainer");
        lines.add("choose_port");
        lines.add("watch_endpoint \"$$\" \"$port\" </dev/null >/dev/null 2>&1 &");
        new TreeMap<>(program.environment())
                .forEach((name, value) -> lines.add("export APPTAINERENV_" + name + "=" + Shell.quoted(value)));
        program.keyVariable().ifPresent(name -> {
            lines.add("APPTAINERENV_" + name + "=$(<" + KEY_FILE + ") || exit 1");
            lines.add("export APPTAINERENV_" + name);
        });
        lines.add(command());
        return lines;
    }

    /** Without evaluation by the image's run script, so that arguments and variables arrive as they are written. */
    private String command() {
        List<String> words = new ArrayList<>(List.of("exec apptainer run --no-eval"));
        if (program.gpu()) {
            words.add("--nv");
        }
        List<Mount> mounts = new ArrayList<>(program.mounts());
        if (program.arguments().stream().anyMatch(Argument.KeyFile.class::isInstance)) {
            mounts.add(Mount.readOnly(keyFile()));
        }
        program.enclosures().forEach(enclosure -> mounts.add(enclosure.mount(workDirectory)));
        mounts.forEach(mount -> words.add("--bind " + Shell.quoted(mount.bind())));
        words.add(Shell.quoted(program.image().toString()));
        program.arguments().forEach(argument -> words.add(word(argument)));
        return String.join(" \\\n  ", words);
    }

    private String word(Argument argument) {
        return switch (argument) {
            case Argument.Text text -> Shell.quoted(text.value());
            case Argument.Port port -> "\"$port\"";
            case Argument.KeyFile file -> Shell.quoted(keyFile().toString());
        };
    }

    private Path keyFile() {
        return workDirectory.resolve(KEY_FILE);
    }
}
