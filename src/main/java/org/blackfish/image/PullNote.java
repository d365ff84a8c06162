package org.blackfish.image;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.blackfish.problem.InvalidInput;

/**
 * The intent to pull, as {@code note.json} in the pull's folder says: written before anything is done, read by every
 * admin's Blackfish.
 *
 * @param by the account that pulls
 * @param attempt counted from 1
 * @param job Slurm's number of the job, once it is known
 */
record PullNote(PullOrder order, String by, Instant at, int attempt, Optional<String> job) {
    static final String FILE = "note.json";

    PullNote submitted(String id) {
        return new PullNote(order, by, at, attempt, Optional.of(id));
    }

    PullNote again(Instant now) {
        return new PullNote(order, by, now, attempt + 1, Optional.empty());
    }

    String text() {
        var json = Json.createObjectBuilder()
                .add("image", order.image().toString())
                .add("place", order.place().word())
                .add("where", order.site().word())
                .add("replace", order.replace())
                .add("by", by)
                .add("at", at.toString())
                .add("attempt", attempt);
        order.digest().ifPresent(digest -> json.add("digest", digest.text()));
        order.partition().ifPresent(partition -> json.add("partition", partition));
        job.ifPresent(id -> json.add("job", id));
        return json.build() + "\n";
    }

    /** Empty when the text is not what a pull writes. */
    static Optional<PullNote> parse(String text) {
        try (var reader = Json.createReader(new StringReader(text))) {
            JsonObject json = reader.readObject();
            PullOrder order = new PullOrder(
                    ImageRef.parse(json.getString("image")),
                    text(json, "digest").map(Digest::new),
                    ImagePlace.of(json.getString("place")).orElseThrow(),
                    PullSite.of(json.getString("where")).orElseThrow(),
                    text(json, "partition"),
                    json.getBoolean("replace"));
            return Optional.of(new PullNote(
                    order,
                    json.getString("by"),
                    Instant.parse(json.getString("at")),
                    json.getInt("attempt"),
                    text(json, "job")));
        } catch (JsonException
                | ClassCastException
                | NullPointerException
                | DateTimeException
                | NoSuchElementException
                | InvalidInput e) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(JsonObject json, String name) {
        return Optional.ofNullable(json.getString(name, null));
    }
}
