package org.blackfish.model;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the disk says of one revision, as the catalogue keeps it.
 *
 * @param rank its place among the revisions of its repository; the first is the one that runs
 */
record CatalogueRow(UUID id, int rank, Copy copy) {
    static CatalogueRow of(UUID id, int rank, Copy copy) {
        return new CatalogueRow(id, rank, copy);
    }

    /** What makes two revisions of one profile two. */
    static String key(String repo, @Nullable String revision) {
        return repo + " " + Objects.requireNonNullElse(revision, "");
    }

    String key() {
        return key(copy.model().repo(), copy.model().revision());
    }

    /** Another text whenever a column would be another. */
    String seen() {
        Model model = copy.model();
        return rank + " " + model.place() + " " + model.repoFolder() + " " + model.format() + " "
                + Math.round(model.sizeGb() * 1e9) + " " + copy.fingerprint() + " "
                + Objects.requireNonNullElse(model.defect(), "");
    }

    JsonObject json() {
        Model model = copy.model();
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("id", id.toString())
                .add("repo", model.repo())
                .add("rank", rank)
                .add("image", model.format() == Format.GGUF ? "text-generation" : CatalogueEntry.UNKNOWN)
                .add("model_dir", model.repoFolder().toString())
                .add("place", model.place().name())
                .add("format", model.format().name())
                .add("run_bytes", Math.round(model.sizeGb() * 1e9))
                .add("files", copy.files())
                .add("total_bytes", copy.bytes())
                .add("seen", seen());
        text(json, "revision", model.revision());
        text(json, "defect", model.defect());
        return json.build();
    }

    static void text(JsonObjectBuilder json, String name, @Nullable String value) {
        json.add(name, value == null ? JsonValue.NULL : Json.createValue(value));
    }
}
