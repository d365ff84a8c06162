package org.blackfish.hub;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.blackfish.cluster.Shell;

/** The script that runs the transfer's program, here or as a Slurm job; pure. */
record DownloadScript(DownloadSite site, Optional<String> partition, Path folder, Path java) {
    static final String FILE = "fetch.sh";
    static final String JAR = "fetch.jar";

    /** The optimising compiler and 160 MB: the server's own Java has neither, and reckons checksums 20 times slower. */
    private static final String JAVA =
            "exec \"$java\" -Xms64m -Xmx160m -Xmn40m -Xss512k -XX:+UseSerialGC -XX:-UsePerfData"
                    + " -Djdk.httpclient.bufsize=131072 -cp " + JAR
                    + " org.blackfish.fetch.Fetch \"$PWD\" >log 2>&1 </dev/null";

    String text() {
        List<String> lines = new ArrayList<>(List.of("#!/bin/bash"));
        if (site == DownloadSite.SLURM) {
            lines.addAll(List.of(
                    "#SBATCH --job-name=blackfish-download",
                    "#SBATCH --nodes=1",
                    "#SBATCH --ntasks=1",
                    "#SBATCH --cpus-per-task=2",
                    "#SBATCH --mem=1G",
                    "#SBATCH --no-requeue",
                    "#SBATCH --output=/dev/null"));
            partition.ifPresent(name -> lines.add("#SBATCH --partition=" + Shell.directiveQuoted(name)));
        }
        lines.addAll(List.of(
                "# Blackfish writes this script; changes are lost.",
                "cd " + Shell.quoted(folder.toString()) + " || exit 1",
                "java=" + Shell.quoted(java.toString()),
                "[[ -x $java ]] || java=$(command -v java) || {",
                "  printf 'failed\\n%s\\n' \"There is no Java on $(hostname): neither $java nor on the PATH. Download through"
                        + " the machine of Blackfish, or ask your admin for Java 21 on the nodes.\" >ended",
                "  exit 1",
                "}",
                JAVA));
        return String.join("\n", lines) + "\n";
    }
}
