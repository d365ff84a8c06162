package org.blackfish.image;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.blackfish.problem.InvalidInput;
import org.jspecify.annotations.Nullable;

/**
 * What admins share about a staged image, since its file does not tell: a SIF is never made twice alike.
 *
 * @param image the reference that was pulled
 * @param digest the registry's digest of it; empty when the program did not tell
 * @param asked the digest by which it was pulled, which may be that of a list of images for several machines; or empty
 * @param sha256 of the SIF file
 */
public record ImageRecord(
        String image, String digest, String asked, String sha256, long size, String pulledBy, Instant pulledAt) {

    static ImageRecord of(PullNote note, ImageFacts facts, @Nullable String digest) {
        return new ImageRecord(
                note.order().image().toString(),
                digest == null ? "" : digest,
                note.order().digest().map(Digest::text).orElse(""),
                facts.sha256(),
                facts.size(),
                note.by(),
                note.at());
    }

    /** The reference that was pulled; empty when it is none. */
    Optional<ImageRef> ref() {
        try {
            return Optional.of(ImageRef.parse(image));
        } catch (InvalidInput e) {
            return Optional.empty();
        }
    }

    /** The digest by which it was pulled; empty when that was its tag. */
    Optional<Digest> askedDigest() {
        try {
            return asked.isEmpty() ? Optional.empty() : Optional.of(new Digest(asked));
        } catch (InvalidInput e) {
            return Optional.empty();
        }
    }

    String text() {
        return Json.createObjectBuilder()
                        .add("image", image)
                        .add("digest", digest)
                        .add("asked", asked)
                        .add("sha256", sha256)
                        .add("size", size)
                        .add("pulled_by", pulledBy)
                        .add("pulled_at", pulledAt.toString())
                        .build()
                + "\n";
    }

    /** Empty when the text is no such record. */
    static Optional<ImageRecord> parse(String text) {
        try (var reader = Json.createReader(new StringReader(text))) {
            JsonObject json = reader.readObject();
            return Optional.of(new ImageRecord(
                    json.getString("image"),
                    json.getString("digest"),
                    json.getString("asked", ""),
                    json.getString("sha256"),
                    json.getJsonNumber("size").longValueExact(),
                    json.getString("pulled_by"),
                    Instant.parse(json.getString("pulled_at"))));
        } catch (JsonException
                | ClassCastException
                | NullPointerException
                | ArithmeticException
                | DateTimeException e) {
            return Optional.empty();
        }
    }
}
