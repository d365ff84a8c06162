package org.blackfish.cli;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.net.http.HttpHeaders;
import java.util.List;

/** What the server answered to a call. */
record Answer(int status, HttpHeaders headers, String body) {
    boolean isGood() {
        return isGood(status);
    }

    /** A redirect is that of a portal before the server, which wants a person to sign in. */
    static boolean isGood(int status) {
        return status >= 200 && status < 300;
    }

    JsonValue json() {
        try (var reader = Json.createReader(new StringReader(body))) {
            return reader.readValue();
        } catch (JsonException e) {
            throw strange();
        }
    }

    JsonObject object() {
        return object(json());
    }

    /** A list of objects. */
    List<JsonObject> list() {
        if (json() instanceof JsonArray array) {
            return array.stream().map(this::object).toList();
        }
        throw strange();
    }

    /** The answer as it is printed for programs. */
    JsonStructure structure() {
        if (json() instanceof JsonStructure structure) {
            return structure;
        }
        throw strange();
    }

    private JsonObject object(JsonValue value) {
        if (value instanceof JsonObject object) {
            return object;
        }
        throw strange();
    }

    /** For an answer with a good status that is none of ours, such as the page of a portal before the server. */
    Failure strange() {
        return Failure.refused("The server's answer (" + status
                + ") is not what this command expects; is it a Blackfish of the same version? See blackfish version.");
    }
}
