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
        String said = said(answer);
        boolean unknown = answer.status() == 404 && (said.isEmpty() || said.startsWith("There is nothing at"));
        if (answer.status() == 401) {
            return Failure.stranger(Failure.NOT_ALLOWED, refusedToken(standing));
        }
        return unknown
                ? Failure.stranger(Failure.REFUSED, tooOld(answer, call, standing))
                : new Failure(exitCode(answer, said), said.isEmpty() ? tooOld(answer, call, standing) : said);
    }

    private static int exitCode(Answer answer, String said) {
        return switch (answer.status()) {
            case 400, 413, 415, 422 -> Failure.WRONG_INPUT;
            case 403 -> Failure.NOT_ALLOWED;
            // Ours asks to come back when a machine was not reached; without words it is that of a proxy before us.
            case 502 ->
                said.isEmpty() || answer.headers().firstValue("Retry-After").isPresent()
                        ? Failure.NO_ANSWER
                        : Failure.REFUSED;
            case 503, 504 -> Failure.NO_ANSWER;
            default -> Failure.REFUSED;
        };
    }

    private static String refusedToken(Standing standing) {
        return standing.personal().isEmpty()
                ? "The server at " + standing.address() + " refused the token of its own home; was it started anew?"
                : "The server at " + standing.address()
                        + " refused the token in BLACKFISH_AUTH_TOKEN; it may have expired or been revoked.";
    }

    private static String tooOld(Answer answer, Call call, Standing standing) {
        return "The server at " + standing.address() + " is too old for this command or is no Blackfish: "
                + call.method() + " " + call.path().replaceFirst("\\?.*", "") + " was answered with "
                + answer.status() + ". See blackfish version.";
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
