package org.blackfish.api;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonLocation;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParsingException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.blackfish.problem.InvalidInput;

/** A request's body as a JSON object; every complaint names the place. */
final class JsonBody {
    private static final int DEEPEST = 100;

    private JsonBody() {}

    /** {@link InvalidInput} (field {@code body}) unless it is a JSON object in UTF-8. */
    static JsonObject object(byte[] bytes) {
        String text = text(bytes);
        if (text.isBlank()) {
            throw new InvalidInput("body", "The body is empty; send a JSON object.");
        }
        if (depth(text) > DEEPEST) {
            throw new InvalidInput("body", "The body is nested more than " + DEEPEST + " levels deep; send less.");
        }
        try (JsonParser parser = Json.createParser(new StringReader(text))) {
            parser.next();
            JsonValue value = parser.getValue();
            // Asked for what follows, the parser refuses anything but the end.
            if (!parser.hasNext() && value instanceof JsonObject object) {
                return object;
            }
            throw new InvalidInput("body", "The body is " + JsonFields.what(value) + "; send a JSON object.");
        } catch (JsonParsingException e) {
            throw new InvalidInput("body", "The body is not JSON: " + place(text, e.getLocation()) + ".");
        } catch (JsonException e) {
            throw new InvalidInput("body", "The body is not JSON; send one JSON object.");
        }
    }

    /** Counted from the offset, because the parser's own columns go on over line breaks and beyond the end. */
    private static String place(String text, JsonLocation at) {
        long offset = at.getStreamOffset();
        if (offset < 0 || offset >= text.stripTrailing().length()) {
            return "it ends too early";
        }
        String before = text.substring(0, (int) offset);
        long line = 1 + before.chars().filter(c -> c == '\n').count();
        return "it is wrong at line " + line + ", column " + (before.length() - before.lastIndexOf('\n'));
    }

    /** As {@link #object}, but an absent body counts as an empty object. */
    static JsonObject objectOrNothing(byte[] bytes) {
        return bytes.length == 0 ? JsonValue.EMPTY_JSON_OBJECT : object(bytes);
    }

    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new InvalidInput("body", "The body is not text in UTF-8; send JSON in UTF-8.");
        }
    }

    /** Counted before parsing, because the parser answers too deep a nesting with an error that says nothing. */
    private static int depth(String text) {
        int depth = 0;
        int deepest = 0;
        boolean inString = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (inString && c == '\\') {
                i++;
            } else if (c == '"') {
                inString = !inString;
            } else if (!inString) {
                depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
                deepest = Math.max(deepest, depth);
            }
        }
        return deepest;
    }
}
