package org.blackfish.model;

import jakarta.json.stream.JsonGenerator;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the disk says of one revision, as the catalogue keeps it.
 *
 * @param rank its place among the revisions of its repository; the first is the one that runs
 */
record CatalogueRow(UUID id, int rank, Copy copy) {
    /** What makes two revisions of one profile two. */
    static String key(String repo, @Nullable String revision) {
        return repo + " " + Objects.requireNonNullElse(revision, "");
    }

    String key() {
        return key(copy.model().repo(), copy.model().revision());
    }

    /** Another text whenever a column would be another; {@link Catalogue#rank} reads the rank at its beginning. */
    String seen() {
        Model model = copy.model();
        return rank + " " + model.place() + " " + model.repoFolder() + " " + model.format() + " "
                + Math.round(model.sizeGb() * 1e9) + " " + copy.fingerprint() + " "
                + Objects.requireNonNullElse(model.defect(), "");
    }

    /** One object of the list that PostgreSQL unpacks; what is not known is left out. */
    void write(JsonGenerator json) {
        Model model = copy.model();
        json.writeStartObject()
                .write("id", id.toString())
                .write("repo", model.repo())
                .write("rank", rank)
                .write("image", model.format() == Format.GGUF ? "text-generation" : CatalogueEntry.UNKNOWN)
                .write("model_dir", model.repoFolder().toString())
                .write("place", model.place().name())
                .write("format", model.format().name())
                .write("run_bytes", Math.round(model.sizeGb() * 1e9))
                .write("files", copy.files())
                .write("total_bytes", copy.bytes())
                .write("seen", seen());
        text(json, "revision", model.revision());
        text(json, "defect", model.defect());
        json.writeEnd();
    }

    static void text(JsonGenerator json, String name, @Nullable String value) {
        if (value != null) {
            json.write(name, value);
        }
    }
}
