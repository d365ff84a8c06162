package org.blackfish.gateway;

import jakarta.json.Json;
import jakarta.json.JsonException;
import java.io.ByteArrayOutputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the member {@code model} of the outermost JSON object. A parser would hold every other string of the body in
 * memory as it passes, and those can be images and audio of many megabytes.
 */
final class JsonModelScanner implements ModelScanner {
    private static final int LONGEST_NAME = 4096;

    private final ByteArrayOutputStream token = new ByteArrayOutputStream();
    private int depth;
    private boolean inString;
    private boolean escaped;
    private boolean kept;
    private boolean atKey;
    private boolean keyIsModel;
    private boolean done;
    private @Nullable String model;

    @Override
    public void feed(byte[] bytes, int length) {
        for (int i = 0; i < length && !done; i++) {
            if (inString) {
                insideString(bytes[i]);
            } else {
                between(bytes[i]);
            }
        }
    }

    private void insideString(byte b) {
        if (escaped) {
            escaped = false;
        } else if (b == '\\') {
            escaped = true;
        } else if (b == '"') {
            inString = false;
            stringEnded();
            return;
        }
        if (kept && token.size() < LONGEST_NAME) {
            token.write(b);
        }
    }

    private void between(byte b) {
        switch (b) {
            case ' ', '\t', '\r', '\n' -> {}
            case '"' -> {
                inString = true;
                kept = depth == 1 && (atKey || keyIsModel);
                token.reset();
            }
            case '{', '[' -> opened(b);
            case '}', ']' -> done = --depth <= 0;
            case ',' -> nextMember();
            case ':' -> atKey = atKey && depth != 1;
            default -> done = depth == 0;
        }
    }

    private void opened(byte b) {
        done = depth == 0 && b == '[';
        depth++;
        atKey = depth == 1;
    }

    private void nextMember() {
        if (depth == 1) {
            atKey = true;
            keyIsModel = false;
        }
    }

    private void stringEnded() {
        if (!kept) {
            done = depth == 0;
        } else if (atKey) {
            keyIsModel = decoded().equals("model");
        } else {
            model = decoded();
            done = true;
        }
    }

    private String decoded() {
        String text = token.toString(StandardCharsets.UTF_8);
        if (text.indexOf('\\') < 0) {
            return text;
        }
        try (var reader = Json.createReader(new StringReader("[\"" + text + "\"]"))) {
            return reader.readArray().getString(0);
        } catch (JsonException e) {
            return text;
        }
    }

    @Override
    public boolean isDone() {
        return done;
    }

    @Override
    public Optional<String> model() {
        return Optional.ofNullable(model);
    }
}
