package org.blackfish.cli;

import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.ArrayList;
import java.util.List;

/** What a bad answer means for whoever typed the command; pure. */
final class Refusals {
    private Refusals() {}

    static Failure of(Answer answer, Call call, Standing standing) {
        return new Failure(exitCode(answer.status()), sentence(answer, call, standing));
    }

    static int exitCode(int status) {
        return switch (status) {
            case 400, 413, 415, 422 -> Failure.WRONG_INPUT;
            case 401, 403 -> Failure.NOT_ALLOWED;
            case 503, 504 -> Failure.NO_ANSWER;
            default -> Failure.REFUSED;
        };
    }

    private static String sentence(Answer answer, Call call, Standing standing) {
        String said = said(answer);
        if (answer.status() == 401) {
            return standing.published()
                    ? "The server at " + standing.address() + " refused the token of its own home; was it started anew?"
                    : "The server at " + standing.address()
                            + " refused the token in BLACKFISH_AUTH_TOKEN; it may have expired or been revoked.";
        }
        if (said.isEmpty() || (answer.status() == 404 && said.startsWith("There is nothing at"))) {
            return "The server at " + standing.address() + " is too old for this command or is no Blackfish: "
                    + call.method() + " " + call.path().replaceFirst("\\?.*", "") + " was answered with "
                    + answer.status() + ". See blackfish version.";
        }
        return said;
    }

    /** Every wrong field in its own sentence, else the one for all; engines answer in the shape of OpenAI. */
    private static String said(Answer answer) {
        try {
            if (!(answer.json() instanceof JsonObject problem)) {
                return "";
            }
            List<String> fields = new ArrayList<>();
            if (problem.get("extra") instanceof jakarta.json.JsonArray extra) {
                extra.forEach(field -> {
                    if (field instanceof JsonObject object && object.get("message") instanceof JsonString message) {
                        fields.add(message.getString());
                    }
                });
            }
            if (problem.get("error") instanceof JsonObject error
                    && error.get("message") instanceof JsonString message) {
                return message.getString();
            }
            return fields.size() > 1 ? String.join(" ", fields) : problem.getString("detail", "");
        } catch (Failure | JsonException | ClassCastException e) {
            return "";
        }
    }
}
