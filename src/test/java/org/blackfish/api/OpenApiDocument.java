package org.blackfish.api;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The document that the build wrote, as tests look at it. */
public record OpenApiDocument(JsonObject whole) {

    /** One operation with its references resolved. */
    public record Operation(String method, String path, JsonObject body, List<JsonObject> parameters) {
        public String id() {
            return body.getString("operationId");
        }

        /** {@code GET /api/services}. */
        public String address() {
            return method + " " + path;
        }

        public List<String> names(String place) {
            return parameters.stream()
                    .filter(parameter -> parameter.getString("in").equals(place))
                    .map(parameter -> parameter.getString("name"))
                    .toList();
        }
    }

    public static OpenApiDocument ofTheBuild() {
        try {
            return of(OpenApiResource.text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static OpenApiDocument of(String text) {
        try (var reader = Json.createReader(new StringReader(text))) {
            return new OpenApiDocument(reader.readObject());
        }
    }

    public List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        whole.getJsonObject("paths")
                .forEach((path, methods) -> methods.asJsonObject()
                        .forEach((method, body) -> operations.add(new Operation(
                                method.toUpperCase(Locale.ROOT),
                                path,
                                body.asJsonObject(),
                                body
                                        .asJsonObject()
                                        .getOrDefault("parameters", JsonValue.EMPTY_JSON_ARRAY)
                                        .asJsonArray()
                                        .stream()
                                        .map(this::resolved)
                                        .toList()))));
        return operations;
    }

    public JsonObject schemas() {
        return whole.getJsonObject("components").getJsonObject("schemas");
    }

    /** The body that the operation takes, with schema and example; empty for none. */
    public JsonObject taken(Operation operation) {
        JsonObject body = resolved(operation.body().getOrDefault("requestBody", JsonValue.EMPTY_JSON_OBJECT));
        return body.isEmpty() ? body : body.getJsonObject("content").getJsonObject(takenType(operation));
    }

    /** The media type of that body: of forms one is taken, of everything else JSON. */
    public String takenType(Operation operation) {
        JsonObject body = resolved(operation.body().getOrDefault("requestBody", JsonValue.EMPTY_JSON_OBJECT));
        boolean form =
                !body.isEmpty() && body.getJsonObject("content").containsKey("application/x-www-form-urlencoded");
        return form ? "application/x-www-form-urlencoded" : "application/json";
    }

    public JsonObject resolved(JsonValue value) {
        JsonObject object = value.asJsonObject();
        return object.containsKey("$ref")
                ? whole.getValue(object.getString("$ref").substring(1)).asJsonObject()
                : object;
    }
}
