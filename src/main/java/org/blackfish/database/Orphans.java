package org.blackfish.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** What an earlier server left running on the data; whoever holds the lease may end it. */
final class Orphans {
    private static final Duration IN_ORDER = Duration.ofSeconds(15);
    private static final Duration BY_FORCE = Duration.ofSeconds(10);

    private final DataFolder folder;

    Orphans(DataFolder folder) {
        this.folder = folder;
    }

    /** Ends every PostgreSQL process that works in the folder: in order, then by force; fails if one stays. */
    void end() throws IOException {
        Set<Long> left = folder.processes();
        if (left.isEmpty()) {
            return;
        }
        Set<Long> all = withGuards(left);
        for (long pid : left) {
            // A postmaster takes INT for "stop now, in order", its children for "stop what you are doing".
            signal("INT", pid);
        }
        if (Waiting.until(IN_ORDER, () -> left.stream().noneMatch(Orphans::exists))) {
            return;
        }
        all.addAll(folder.processes());
        for (long pid : all) {
            signal("KILL", pid);
        }
        if (!Waiting.until(BY_FORCE, () -> all.stream().noneMatch(Orphans::exists))) {
            throw new IOException("the processes " + all + " of an earlier server do not end");
        }
    }

    /** A guard that stands still would keep its dead postmaster's number in use, and PostgreSQL believes in numbers. */
    private static Set<Long> withGuards(Set<Long> processes) {
        Set<Long> all = new HashSet<>(processes);
        for (long pid : processes) {
            ProcessHandle.of(pid)
                    .flatMap(ProcessHandle::parent)
                    .map(ProcessHandle::pid)
                    .filter(Orphans::isGuard)
                    .ifPresent(all::add);
        }
        return all;
    }

    private static boolean isGuard(long pid) {
        try {
            return Files.readString(Path.of("/proc", String.valueOf(pid), "cmdline"))
                    .contains("\0" + PostmasterGuard.NAME + "\0");
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean exists(long pid) {
        return Files.exists(Path.of("/proc", String.valueOf(pid)));
    }

    private static void signal(String name, long pid) throws IOException {
        new ProcessBuilder("kill", "-" + name, String.valueOf(pid))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
