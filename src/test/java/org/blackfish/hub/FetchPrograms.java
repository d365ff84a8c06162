package org.blackfish.hub;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The programs of downloads that run on this machine, found by the folder that they are given. */
final class FetchPrograms {
    private FetchPrograms() {}

    /** Those that work in the folder or below it. */
    static List<ProcessHandle> of(Path folder) {
        return ProcessHandle.allProcesses()
                .filter(process -> words(process).anyMatch("org.blackfish.fetch.Fetch"::equals)
                        && words(process).anyMatch(word -> (word + "/").startsWith(folder + "/")))
                .toList();
    }

    /** Kills them, without a chance to say anything, and tells how many they were. */
    static int kill(Path folder) {
        List<ProcessHandle> programs = of(folder);
        for (ProcessHandle program : programs) {
            program.destroyForcibly();
            program.onExit().join();
        }
        return programs.size();
    }

    private static Stream<String> words(ProcessHandle process) {
        return process.info().arguments().stream().flatMap(Stream::of);
    }
}
