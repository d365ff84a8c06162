package org.blackfish.cli;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import java.io.StringReader;

/** Lines of a streamed chat, as OpenAI's interface has them; pure. */
final class ChatEvents {
    private ChatEvents() {}

    /** The piece of text in it; an engine that broke off is a {@link Failure}. */
    static String text(String line) {
        if (!line.startsWith("data:") || line.strip().equals("data: [DONE]")) {
            return "";
        }
        try (var reader = Json.createReader(new StringReader(line.substring(5)))) {
            JsonObject event = reader.readObject();
            String error = Members.text(Members.object(event, "error"), "message");
            if (!error.isEmpty()) {
                throw Failure.refused(error);
            }
            return Members.objects(event, "choices").stream()
                    .map(choice -> Members.text(Members.object(choice, "delta"), "content"))
                    .findFirst()
                    .orElse("");
        } catch (JsonException e) {
            throw Failure.refused("The engine sent something that is no event of a chat.");
        }
    }
}
