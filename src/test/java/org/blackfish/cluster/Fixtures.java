package org.blackfish.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import org.blackfish.transport.Outcome;
import org.jspecify.annotations.Nullable;

/** Captured output of a real Slurm, and values made up for tests of decisions. */
final class Fixtures {
    static final String SEPARATOR = "\u001f";
    static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private static final String JOBS = "/var/tmp/blackfish-capture/home/capturer/.blackfish/jobs/";

    private Fixtures() {}

    /** What a command printed when it succeeded. */
    static Outcome succeeded(String name) {
        return new Outcome(0, text(name + ".out"), "");
    }

    /** What a command printed when it failed. */
    static Outcome failed(String name, int exit) {
        return new Outcome(exit, text(name + ".out"), text(name + ".err"));
    }

    static String text(String file) {
        try (InputStream stream = Fixtures.class.getResourceAsStream("/slurm/" + file)) {
            return new String(Objects.requireNonNull(stream, file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The working directory of the n-th job that the capture submitted. */
    static Path folder(int number) {
        return Path.of(JOBS + "00000000-0000-4000-8000-%012d".formatted(number));
    }

    static String line(String... fields) {
        return String.join(SEPARATOR, fields) + "\n";
    }

    static JobRecord job(String id, JobState state, String folder) {
        return job(id, state, folder, null);
    }

    static JobRecord job(String id, JobState state, String folder, @Nullable Instant started) {
        return new JobRecord(
                new JobId(id), state, state.name(), "", "", NOON, started, null, Path.of(folder), "name", "", 0);
    }
}
