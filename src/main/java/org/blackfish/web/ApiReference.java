package org.blackfish.web;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** An OpenAPI document as areas and operations for people; pure. */
final class ApiReference {
    private static final String FORM = "application/x-www-form-urlencoded";

    private final JsonObject document;
    private final String root;

    /** {@code root} is what stands before every path in the lines to paste. */
    ApiReference(JsonObject document, String root) {
        this.document = document;
        this.root = root;
    }

    /** In the order of the document's tags. */
    List<ApiArea> areas() {
        return document.getJsonArray("tags").stream()
                .map(JsonValue::asJsonObject)
                .map(tag -> area(tag.getString("name"), tag.getString("description", "")))
                .filter(area -> !area.operations().isEmpty())
                .toList();
    }

    private ApiArea area(String tag, String description) {
        List<ApiOperation> operations = new ArrayList<>();
        document.getJsonObject("paths")
                .forEach((path, methods) -> methods.asJsonObject().forEach((method, operation) -> {
                    if (operation
                            .asJsonObject()
                            .getJsonArray("tags")
                            .getString(0)
                            .equals(tag)) {
                        operations.add(operation(method.toUpperCase(Locale.ROOT), path, operation.asJsonObject()));
                    }
                }));
        return new ApiArea(tag, tag.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-"), description, operations);
    }

    private ApiOperation operation(String method, String path, JsonObject operation) {
        List<JsonObject> parameters = parameters(operation);
        JsonObject content = content(operation);
        JsonObject body = body(content);
        List<ApiField> fields = new ArrayList<>(parameters.stream()
                .map(parameter -> field(
                        parameter.getString("name"),
                        parameter.getString("in"),
                        parameter.getJsonObject("schema"),
                        parameter.getBoolean("required", false),
                        parameter.getString("description", "")))
                .toList());
        if (!body.isEmpty()) {
            fields.addAll(members(body.getJsonObject("schema")));
        }
        return new ApiOperation(
                operation.getString("operationId"),
                method,
                path,
                operation.getString("summary", ""),
                operation.getString("description", ""),
                fields,
                call(method, path, parameters, content),
                answers(operation));
    }

    private List<JsonObject> parameters(JsonObject operation) {
        return operation.getOrDefault("parameters", JsonValue.EMPTY_JSON_ARRAY).asJsonArray().stream()
                .map(this::resolved)
                .toList();
    }

    /** What the operation takes, by media type; empty when it takes nothing. */
    private JsonObject content(JsonObject operation) {
        JsonObject body = resolved(operation.getOrDefault("requestBody", JsonValue.EMPTY_JSON_OBJECT));
        return body.isEmpty() ? body : body.getJsonObject("content");
    }

    /** Schema and example of it. */
    private static JsonObject body(JsonObject content) {
        String type = content.containsKey(FORM) ? FORM : "application/json";
        return content.isEmpty() ? content : content.getJsonObject(type);
    }

    private List<ApiField> members(JsonObject given) {
        JsonObject schema = resolved(given);
        List<ApiField> members = new ArrayList<>();
        for (JsonValue part :
                schema.getOrDefault("allOf", JsonValue.EMPTY_JSON_ARRAY).asJsonArray()) {
            members.addAll(members(part.asJsonObject()));
        }
        JsonArray required =
                schema.getOrDefault("required", JsonValue.EMPTY_JSON_ARRAY).asJsonArray();
        List<String> needed = required.getValuesAs(JsonString.class).stream()
                .map(JsonString::getString)
                .toList();
        schema.getOrDefault("properties", JsonValue.EMPTY_JSON_OBJECT)
                .asJsonObject()
                .forEach((name, property) -> members.add(field(
                        name,
                        "body",
                        property.asJsonObject(),
                        needed.contains(name),
                        property.asJsonObject().getString("description", ""))));
        return members;
    }

    private ApiField field(String name, String place, JsonObject schema, boolean needed, String description) {
        return new ApiField(name, place, type(resolved(schema)), needed, description);
    }

    private static String type(JsonObject schema) {
        if (schema.containsKey("enum")) {
            return schema.getJsonArray("enum").stream().map(ApiReference::plain).collect(Collectors.joining(", "));
        }
        if (schema.get("type") instanceof JsonArray several) {
            return several.stream().map(ApiReference::plain).collect(Collectors.joining(" or "));
        }
        return schema.getString("type", "any");
    }

    private List<String> answers(JsonObject operation) {
        List<String> answers = new ArrayList<>();
        new TreeMap<>(operation.getJsonObject("responses")).forEach((status, answer) -> {
            String meaning = resolved(answer).getString("description", "");
            String shown = status.equals("default") ? "else" : status;
            answers.add(meaning.equals("OK") ? shown : shown + ": " + meaning);
        });
        return answers;
    }

    /** With what the document gives as examples: what is needed, and the first thing that may be left out. */
    private String call(String method, String path, List<JsonObject> parameters, JsonObject content) {
        String address = path;
        StringBuilder query = new StringBuilder();
        StringBuilder headers = new StringBuilder();
        for (JsonObject parameter : parameters) {
            String name = parameter.getString("name");
            String example = plain(parameter.getOrDefault("example", JsonValue.NULL));
            boolean needed = parameter.getBoolean("required", false);
            switch (parameter.getString("in")) {
                case "path" -> address = address.replace("{" + name + "}", example);
                case "query" -> {
                    if (needed || (query.isEmpty() && parameter.containsKey("example"))) {
                        query.append(query.isEmpty() ? "?" : "&").append(name).append("=");
                        query.append(URLEncoder.encode(example, StandardCharsets.UTF_8));
                    }
                }
                default -> headers.append(needed ? " \\\n  -H '" + name + ": " + example + "'" : "");
            }
        }
        return "curl" + (method.equals("GET") ? "" : " -X " + method) + " '" + root + address + query + "' \\\n  "
                + Snippets.HEADER + headers + sent(content);
    }

    private static String sent(JsonObject content) {
        JsonValue example = body(content).getOrDefault("example", JsonValue.NULL);
        if (content.containsKey(FORM)) {
            return example.asJsonObject().entrySet().stream()
                    .map(member -> " \\\n  --data-urlencode " + formField(member.getKey(), plain(member.getValue())))
                    .collect(Collectors.joining());
        }
        return content.isEmpty()
                ? ""
                : " \\\n  -H 'Content-Type: application/json' \\\n  -d '"
                        + example.toString().replace("'", "'\\''") + "'";
    }

    /** The token comes from where no process list shows it. */
    private static String formField(String name, String value) {
        return name.equals("token") ? "token@<(printf %s \"$BLACKFISH_TOKEN\")" : "'" + name + "=" + value + "'";
    }

    private JsonObject resolved(JsonValue value) {
        JsonObject object = value.asJsonObject();
        return object.containsKey("$ref")
                ? document.getValue(object.getString("$ref").substring(1)).asJsonObject()
                : object;
    }

    private static String plain(JsonValue value) {
        return value instanceof JsonString text ? text.getString() : value.toString();
    }
}
