package org.blackfish.model;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What was read in the files of one entry of the catalogue, and what they looked like then. */
record Described(UUID id, String fingerprint, Details details) {
    JsonObject json() {
        JsonObjectBuilder json = Json.createObjectBuilder().add("id", id.toString());
        CatalogueRow.text(json, "described", fingerprint);
        CatalogueRow.text(json, "architecture", details.architecture());
        CatalogueRow.text(json, "quantization", details.quantization());
        CatalogueRow.text(json, "license", details.license());
        CatalogueRow.text(json, "dtype", details.dtype());
        CatalogueRow.text(json, "image", image(details.task()));
        CatalogueRow.text(json, "defect", details.lacks());
        Integer context = details.context();
        json.add("context_length", context == null ? JsonValue.NULL : Json.createValue(context));
        Boolean template = details.chatTemplate();
        return json.add(
                        "chat_template",
                        template == null ? JsonValue.NULL : template ? JsonValue.TRUE : JsonValue.FALSE)
                .build();
    }

    /** The task as clients filter by it. */
    static @Nullable String image(@Nullable String task) {
        return task != null && task.equals("automatic-speech-recognition") ? "speech-recognition" : task;
    }
}
