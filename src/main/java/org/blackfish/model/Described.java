package org.blackfish.model;

import jakarta.json.stream.JsonGenerator;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What was read in the files of one entry of the catalogue, and what they looked like then. */
record Described(UUID id, String fingerprint, Details details) {
    /** One object of the list that PostgreSQL unpacks; what the files do not say is left out. */
    void write(JsonGenerator json) {
        json.writeStartObject().write("id", id.toString());
        CatalogueRow.text(json, "described", fingerprint);
        CatalogueRow.text(json, "architecture", details.architecture());
        CatalogueRow.text(json, "quantization", details.quantization());
        CatalogueRow.text(json, "license", details.license());
        CatalogueRow.text(json, "dtype", details.dtype());
        CatalogueRow.text(json, "image", image(details.task()));
        CatalogueRow.text(json, "defect", details.lacks());
        Integer context = details.context();
        if (context != null) {
            json.write("context_length", context);
        }
        Boolean template = details.chatTemplate();
        if (template != null) {
            json.write("chat_template", template);
        }
        json.writeEnd();
    }

    /** The task as clients filter by it. */
    static @Nullable String image(@Nullable String task) {
        return task != null && task.equals("automatic-speech-recognition") ? "speech-recognition" : task;
    }
}
