package org.blackfish.service;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * What a launch was, as {@code service.json} in its job's folder says: enough to make a lost row again, and nothing
 * secret. Members are the components of {@link Specification}, when it was launched and by which Blackfish.
 */
record LaunchNote(JsonObject json) {
    /** The file's name in the job's folder. */
    static final String FILE = "service.json";

    private static final String CREATED = "createdAt";
    private static final String FROM = "launchedFrom";
    private static final String PORT = "port";

    /** {@code from} is the home directory of the Blackfish that launches. */
    static LaunchNote of(Specification wanted, Instant createdAt, Path from) {
        return new LaunchNote(RecordJson.write(wanted)
                .remove(PORT)
                .remove("idempotencyKey")
                .add(CREATED, createdAt.toString())
                .add(FROM, from.toString())
                .build());
    }

    /** Empty when the text is not what a launch writes. */
    static Optional<LaunchNote> parse(String text) {
        try (var reader = Json.createReader(new StringReader(text))) {
            LaunchNote note = new LaunchNote(reader.readObject());
            note.createdAt();
            note.launchedFrom();
            note.specification(1);
            return Optional.of(note);
        } catch (JsonException
                | IllegalArgumentException
                | ClassCastException
                | NullPointerException
                | ArithmeticException
                | DateTimeException e) {
            return Optional.empty();
        }
    }

    String text() {
        return json + "\n";
    }

    Instant createdAt() {
        return Instant.parse(json.getString(CREATED));
    }

    Path launchedFrom() {
        return Path.of(json.getString(FROM));
    }

    String model() {
        return json.getString("model");
    }

    Path homeDirectory() {
        return Path.of(json.getString("homeDirectory"));
    }

    /** What was launched, with another port, which is our own number for a live service, and no idempotency key. */
    Specification specification(int port) {
        return RecordJson.read(
                Specification.class,
                Json.createObjectBuilder(json).add(PORT, port).build());
    }
}
