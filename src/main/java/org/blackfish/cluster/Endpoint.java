package org.blackfish.cluster;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a job's watcher says in {@code endpoint.json} about the port of its engine. Only {@code SERVING} proves that
 * this job, and no stranger, listens there; before that nothing may be sent to it.
 *
 * @param attempt how often Slurm had requeued the job when this was written, 0 for its first run
 * @param host name of the node, as Slurm calls it
 * @param pid process of the container program on that node
 * @param beat counts what this watcher has written: a higher one proves that it lived when that was written
 * @param time when this was written, by the node's clock, which may differ from ours
 */
public record Endpoint(JobId job, int attempt, String host, int port, Phase phase, long pid, long beat, Instant time) {
    /** The file's name in the job's working directory. */
    public static final String FILE = "endpoint.json";

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,252}");

    /** Whether the engine's own listener was seen on the port. */
    public enum Phase {
        PREPARED,
        SERVING
    }

    public Endpoint {
        if (!HOST.matcher(host).matches() || port < 1 || port > 65535 || attempt < 0) {
            throw new IllegalArgumentException("no endpoint: " + host + " " + port + " " + attempt);
        }
    }

    /** Reads the file's text; empty when it is not what the watcher writes. */
    public static Optional<Endpoint> parse(String text) {
        try (var reader = Json.createReader(new StringReader(text))) {
            JsonObject json = reader.readObject();
            return Optional.of(new Endpoint(
                    new JobId(json.getString("job_id")),
                    json.getJsonNumber("attempt").intValueExact(),
                    json.getString("host"),
                    json.getJsonNumber("port").intValueExact(),
                    phase(json.getString("phase")),
                    json.getJsonNumber("pid").longValueExact(),
                    json.getJsonNumber("beat").longValueExact(),
                    Instant.parse(json.getString("time"))));
        } catch (JsonException
                | IllegalArgumentException
                | IllegalStateException
                | ClassCastException
                | NullPointerException
                | ArithmeticException
                | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Phase phase(String word) {
        return switch (word) {
            case "prepared" -> Phase.PREPARED;
            case "serving" -> Phase.SERVING;
            default -> throw new IllegalArgumentException("\"" + word + "\" is not a phase");
        };
    }

    public boolean isServing() {
        return phase == Phase.SERVING;
    }

    /** Whether it is the same listener, whenever that was written. */
    public boolean isSameListener(Endpoint other) {
        return job.equals(other.job)
                && attempt == other.attempt
                && host.equals(other.host)
                && port == other.port
                && pid == other.pid;
    }
}
