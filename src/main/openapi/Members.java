import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonGenerator;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs in the build, as a single source file, over the document that the library wrote: makes the schemas of wire records
 * say what JsonText writes. Every member is there, in the record's order and under its own name, and null where the record
 * allows it, which JSpecify's annotations tell and the library does not read.
 */
final class Members {
    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0]);
        JsonObject document = Json.createReader(new StringReader(Files.readString(file))).readObject();
        JsonObject components = document.getJsonObject("components");
        JsonObjectBuilder schemas = Json.createObjectBuilder();
        components.getJsonObject("schemas").forEach((name, schema) -> schemas.add(name, schema(name, schema.asJsonObject())));
        JsonObject whole = Json.createObjectBuilder(document)
                .add("components", Json.createObjectBuilder(components).add("schemas", schemas))
                .build();
        StringWriter text = new StringWriter();
        Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true)).createWriter(text).write(whole);
        Files.writeString(file, text.toString());
    }

    private static JsonObject schema(String name, JsonObject scanned) {
        try {
            return describe(Class.forName("org.blackfish.wire." + name), scanned.getJsonObject("properties"));
        } catch (ClassNotFoundException e) {
            return scanned;
        }
    }

    private static JsonObject describe(Class<?> type, JsonObject scanned) {
        JsonObjectBuilder properties = Json.createObjectBuilder();
        JsonArrayBuilder required = Json.createArrayBuilder();
        for (RecordComponent component : type.getRecordComponents()) {
            String snake = component.getName().replaceAll("(?=\\p{Upper})", "_").toLowerCase(Locale.ROOT);
            JsonObject property = Json.createObjectBuilder(scanned.getJsonObject(snake)).remove("examples").remove("pattern").build();
            String member = snake.equals("metadata_") ? snake : snake.replaceFirst("_$", "");
            boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            properties.add(member, nullable ? orNull(property) : property);
            required.add(member);
        }
        return Json.createObjectBuilder().add("type", "object").add("properties", properties).add("required", required).build();
    }

    private static JsonObject orNull(JsonObject property) {
        if (property.get("type") instanceof JsonString one) {
            return Json.createObjectBuilder(property).add("type", Json.createArrayBuilder().add(one).add("null")).build();
        }
        JsonValue nothing = Json.createObjectBuilder().add("type", "null").build();
        return Json.createObjectBuilder().add("anyOf", Json.createArrayBuilder().add(property).add(nothing)).build();
    }
}
