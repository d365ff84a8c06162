package org.blackfish.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the test sees of the servers' processes from outside, on all of the machines that are none. */
final class Machines {
    private Machines() {}

    /**
     * A command in front of the launcher that gives it a network, processes and shared memory of its own, so that neither
     * server can see, signal or reach the other: two head nodes on one home.
     */
    static List<String> ownMachine() {
        return List.of(
                "unshare",
                "--map-current-user",
                "--keep-caps",
                "--net",
                "--pid",
                "--fork",
                "--mount-proc",
                "--ipc",
                "sh",
                "-c",
                "ip link set lo up; exec setpriv --inh-caps -all --ambient-caps -all -- \"$@\"",
                "machine");
    }

    /** Descendants of a process, itself last. */
    static List<ProcessHandle> tree(ProcessHandle root) {
        List<ProcessHandle> all = new ArrayList<>(root.descendants().toList());
        all.add(root);
        return all;
    }

    static Optional<ProcessHandle> find(ProcessHandle root, String ofCommand) {
        return tree(root).stream()
                .filter(process -> commandLine(process.pid()).contains(ofCommand))
                .findFirst();
    }

    static void signal(String name, List<ProcessHandle> processes) {
        List<String> argv = new ArrayList<>(List.of("kill", "-" + name));
        processes.forEach(process -> argv.add(String.valueOf(process.pid())));
        Testbed.run(argv.toArray(String[]::new));
    }

    /** The data folders, by inode, of all living postmasters below a folder; a folder twice is what must never be. */
    static List<Object> dataFolders(Path scratch) {
        List<Object> inodes = new ArrayList<>();
        try (Stream<ProcessHandle> processes = ProcessHandle.allProcesses()) {
            processes
                    .filter(process -> isPostmaster(commandLine(process.pid()), scratch))
                    // A child bears its postmaster's name until it has one of its own.
                    .filter(process -> process.parent()
                            .filter(parent -> isPostmaster(commandLine(parent.pid()), scratch))
                            .isEmpty())
                    .forEach(process -> inode(process.pid()).ifPresent(inodes::add));
        }
        return inodes;
    }

    private static boolean isPostmaster(String commandLine, Path scratch) {
        return commandLine.contains("/bin/postgres\0-D\0" + scratch)
                && !commandLine.startsWith("bash\0")
                && !commandLine.startsWith("setpriv\0");
    }

    private static Optional<Object> inode(long pid) {
        try {
            return Optional.of(Files.getAttribute(Path.of("/proc", String.valueOf(pid), "cwd"), "unix:ino"));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static String commandLine(long pid) {
        try {
            return Files.readString(Path.of("/proc", String.valueOf(pid), "cmdline"));
        } catch (IOException | UncheckedIOException e) {
            return "";
        }
    }
}
