package org.blackfish.e2e;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What Slurm itself knows of one server's jobs, by service: the queue knows at once, the accounting for ever. */
record SlurmBooks(Map<String, Set<String>> everSeen, Set<String> alive) {

    static SlurmBooks of(Server server) {
        String jobs = server.home().resolve("jobs") + "/";
        Map<String, Set<String>> seen = new TreeMap<>();
        Set<String> alive = new HashSet<>();
        Testbed.run("squeue", "-h", "-t", "all", "-o", "%i|%T|%Z").lines().forEach(line -> {
            String[] part = line.split("\\|");
            if (part.length == 3 && part[2].startsWith(jobs)) {
                String service = part[2].substring(jobs.length());
                seen.computeIfAbsent(service, id -> new TreeSet<>()).add(part[0]);
                if (Set.of("PENDING", "RUNNING", "SUSPENDED", "CONFIGURING").contains(part[1])) {
                    alive.add(service);
                }
            }
        });
        Testbed.run("sacct", "-n", "-P", "-X", "-S", "now-3hour", "-o", "JobIDRaw,State,WorkDir")
                .lines()
                .forEach(line -> {
                    String[] part = line.split("\\|");
                    if (part.length == 3 && part[2].startsWith(jobs)) {
                        seen.computeIfAbsent(part[2].substring(jobs.length()), id -> new TreeSet<>())
                                .add(part[0]);
                    }
                });
        return new SlurmBooks(seen, alive);
    }

    long doubled() {
        return everSeen.values().stream().filter(jobs -> jobs.size() > 1).count();
    }
}
