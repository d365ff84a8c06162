package org.blackfish.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.blackfish.cluster.Shell;

/** The script that pulls one image into a folder of its own and gives it its name when it is whole; pure. */
record PullScript(PullNote note, PullRules rules, Path folder, Path target) {
    static final String FILE = "pull.sh";
    private static final String BODY = resource();

    String text() {
        List<String> lines = new ArrayList<>(List.of("#!/bin/bash"));
        if (note.order().site() == PullSite.SLURM) {
            lines.addAll(directives());
        }
        lines.add(variable("pull", folder.toString()));
        lines.add(variable("final", target.toString()));
        lines.add(variable("image", note.order().address()));
        lines.add(variable("plain_http", note.order().isPlainHttp() ? "yes" : "no"));
        lines.add(variable("replace", note.order().replace() ? "yes" : "no"));
        lines.add(variable("scratch", rules.scratch().map(Path::toString).orElse("")));
        lines.add(variable("begun", note.at().toString()));
        return String.join("\n", lines) + "\n" + BODY;
    }

    private List<String> directives() {
        List<String> lines = new ArrayList<>(List.of(
                "#SBATCH --job-name=blackfish-pull",
                "#SBATCH --nodes=1",
                "#SBATCH --ntasks=1",
                "#SBATCH --cpus-per-task=" + rules.cpus(),
                "#SBATCH --mem=" + rules.memoryGb() + "G",
                "#SBATCH --time=" + rules.minutes(),
                "#SBATCH --no-requeue",
                "#SBATCH --output=slurm-%j.out"));
        note.order()
                .partition()
                .or(rules::partition)
                .ifPresent(name -> lines.add("#SBATCH --partition=" + Shell.directiveQuoted(name)));
        rules.account().ifPresent(name -> lines.add("#SBATCH --account=" + Shell.directiveQuoted(name)));
        return lines;
    }

    /**
     * What ends an earlier try and takes its files away when it is given to {@code bash -s sweep}: a script that lies in the
     * folder may be another account's.
     */
    static String sweeping(Path folder) {
        return variable("pull", folder.toString()) + "\nexport BLACKFISH_PULL=$pull\n" + BODY;
    }

    /** The same by hand, for where no program of ours can do it. */
    static String command(PullOrder order, Path target) {
        return String.format(
                Locale.ROOT,
                "apptainer pull %s%s%s %s",
                order.replace() ? "--force " : "",
                order.isPlainHttp() ? "--no-https " : "",
                word(target.toString()),
                word(order.address()));
    }

    private static String word(String text) {
        return text.matches("[\\w@%+=:,./-]+") ? text : Shell.quoted(text);
    }

    private static String variable(String name, String value) {
        return name + "=" + Shell.quoted(value);
    }

    private static String resource() {
        try (InputStream stream = PullScript.class.getResourceAsStream(FILE)) {
            if (stream == null) {
                throw new IllegalStateException("the resource " + FILE + " is not in the archive");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
