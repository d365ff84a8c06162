package org.blackfish.e2e;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.blackfish.api.OpenApiDocument;

/** The examples of the OpenAPI document as requests, with what only this server can know put in the place of some. */
final class Examples {
    private final Server server;
    private final OpenApiDocument document;

    /** By the name of a parameter: an id that is there, a version that was opened. */
    private final Map<String, String> known = new HashMap<>();

    Examples(Server server, OpenApiDocument document) {
        this.server = server;
        this.document = document;
    }

    void know(String parameter, String value) {
        known.put(parameter, value);
    }

    OpenApiDocument.Operation operation(String id) {
        return document.operations().stream()
                .filter(operation -> operation.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no operation " + id));
    }

    HttpRequest.Builder request(String id, UnaryOperator<String> body) {
        OpenApiDocument.Operation operation = operation(id);
        String path = operation.path();
        StringBuilder query = new StringBuilder();
        Map<String, String> headers = new HashMap<>();
        for (JsonObject parameter : operation.parameters()) {
            String name = parameter.getString("name");
            String value = known.getOrDefault(name, plain(parameter.getOrDefault("example", JsonValue.NULL)));
            switch (parameter.getString("in")) {
                case "path" -> path = path.replace("{" + name + "}", value);
                case "query" -> {
                    if (parameter.containsKey("example")) {
                        query.append(query.isEmpty() ? "?" : "&").append(name).append("=");
                        query.append(URLEncoder.encode(value, StandardCharsets.UTF_8));
                    }
                }
                default -> {
                    if (parameter.containsKey("example")) {
                        headers.put(name, value);
                    }
                }
            }
        }
        JsonObject taken = document.taken(operation);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.address() + path + query))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + server.token());
        headers.forEach(request::header);
        if (taken.isEmpty()) {
            return request.method(operation.method(), BodyPublishers.noBody());
        }
        String type = document.takenType(operation);
        JsonValue example = taken.getOrDefault("example", JsonValue.NULL);
        return request.header("Content-Type", type)
                .method(
                        operation.method(),
                        BodyPublishers.ofString(
                                body.apply(type.endsWith("json") ? example.toString() : form(example))));
    }

    private static String form(JsonValue example) {
        return example.asJsonObject().entrySet().stream()
                .map(member ->
                        member.getKey() + "=" + URLEncoder.encode(plain(member.getValue()), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static String plain(JsonValue value) {
        return value instanceof JsonString text ? text.getString() : value.toString();
    }
}
