package org.blackfish.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A process of this machine for ever: its number, and when it began in ticks since boot. Java's own start time follows
 * the wall clock, and a clock that is set would make a living process look like another one.
 */
record ProcessId(long pid, long ticks) {
    static ProcessId ofThisOne() {
        long pid = ProcessHandle.current().pid();
        return new ProcessId(pid, ticks(pid));
    }

    boolean isAlive() {
        return pid > 0 && ticks(pid) == ticks && ticks >= 0;
    }

    /** Kills it for good, also a stopped one, and waits until it is gone; false if it is still there. */
    boolean kill(Duration patience) {
        if (isAlive()) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }
        return Waiting.until(patience, () -> !isAlive());
    }

    /** Field 22 of {@code /proc/PID/stat}; -1 for a process that is not there or a zombie. */
    private static long ticks(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return fields[0].equals("Z") ? -1 : Long.parseLong(fields[19]);
        } catch (IOException e) {
            return -1;
        }
    }
}
