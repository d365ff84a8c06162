package org.blackfish.image;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.StringReader;
import java.util.Map;
import java.util.TreeMap;

/** The labels of a SIF as {@code apptainer inspect --json} tells them. */
final class Labels {
    static final String DIGEST = "org.opencontainers.image.base.digest";

    private Labels() {}

    /** Empty for text that is no such answer, or of an image without labels. */
    static Map<String, String> parse(String text) {
        Map<String, String> labels = new TreeMap<>();
        try (var reader = Json.createReader(new StringReader(text))) {
            JsonObject attributes = reader.readObject().getJsonObject("data").getJsonObject("attributes");
            JsonObject found = attributes.getJsonObject("labels");
            if (found != null) {
                found.forEach((name, value) -> labels.put(
                        name, value instanceof JsonString string ? string.getString() : String.valueOf(value)));
            }
        } catch (JsonException | ClassCastException | NullPointerException e) {
            return Map.of();
        }
        return labels;
    }
}
