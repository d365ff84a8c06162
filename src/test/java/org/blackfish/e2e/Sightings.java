package org.blackfish.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Everywhere that somebody could come across a secret of a running service. */
final class Sightings {
    private Sightings() {}

    /** What is seen, by where it is seen. */
    static Map<String, String> of(Server server, String id, String job) throws IOException {
        Map<String, String> seen = new LinkedHashMap<>();
        seen.put("ps", Testbed.run("ps", "axww", "-o", "args"));
        seen.put("/proc/*/environ", environments());
        seen.put("the server's log", server.log());
        seen.put("the launcher's words", server.launcherSays());
        seen.put("the job's log", Testbed.read(server.home().resolve("jobs/" + id + "/slurm-" + job + ".out")));
        seen.put("the job's script", Testbed.read(server.home().resolve("jobs/" + id + "/start.sh")));
        seen.put("the script that Slurm has", Testbed.run("scontrol", "write", "batch_script", job, "-"));
        seen.put("scontrol show job", Testbed.run("scontrol", "show", "job", "-d", job));
        seen.put("squeue", Testbed.run("squeue", "-j", job, "-o", "%all"));
        seen.put("sacct", Testbed.run("sacct", "-j", job, "-P", "-o", "ALL"));
        for (String path : List.of(
                "/api/services?include=live",
                "/api/services/" + id + "/log",
                "/api/services/" + id + "/script",
                "/api/profiles",
                "/v1/models",
                "/service.xhtml?id=" + id)) {
            seen.put("GET " + path, server.get(path).body());
        }
        return seen;
    }

    /** What this account may read, which is more than others may: those of the server, the job and the engine. */
    private static String environments() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            for (Path process : processes
                    .filter(path -> path.getFileName().toString().matches("\\d+"))
                    .toList()) {
                try {
                    all.append(new String(Files.readAllBytes(process.resolve("environ")), StandardCharsets.UTF_8))
                            .append('\n');
                } catch (IOException goneOrSomebodyElses) {
                    all.append('\n');
                }
            }
        }
        return all.toString();
    }
}
