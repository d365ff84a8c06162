package org.blackfish.gateway;

import jakarta.json.Json;
import org.blackfish.problem.AccessRefused;
import org.blackfish.problem.CommandFailed;
import org.blackfish.problem.DeadlinePassed;
import org.blackfish.problem.HostUnreachable;
import org.blackfish.problem.InvalidInput;
import org.blackfish.problem.NotYet;
import org.blackfish.problem.ProblemException;
import org.blackfish.problem.UnknownItem;
import org.blackfish.problem.Upstream;
import org.blackfish.problem.WrongState;

/**
 * An error of the gateway in the shape that OpenAI clients read, with the members that old Blackfish clients read;
 * {@code retryAfter} in seconds, 0 when waiting does not help.
 */
record OpenAiError(int status, String type, String code, String message, int retryAfter) {
    private static final int SOON = 5;

    static OpenAiError of(ProblemException problem) {
        String message = String.valueOf(problem.getMessage());
        return switch (problem) {
            case InvalidInput wrong -> new OpenAiError(400, "invalid_request_error", "invalid_value", message, 0);
            case UnknownItem unknown ->
                new OpenAiError(404, "invalid_request_error", unknown.kind() + "_not_found", message, 0);
            case AccessRefused refused -> new OpenAiError(403, "permission_error", "refused", message, 0);
            case WrongState state ->
                new OpenAiError(503, "service_unavailable", state.state(), message, isOver(state) ? 0 : SOON);
            case NotYet later -> new OpenAiError(501, "server_error", "not_implemented", message, 0);
            case HostUnreachable host -> new OpenAiError(502, "upstream_error", "engine_unreachable", message, SOON);
            case DeadlinePassed late -> new OpenAiError(504, "upstream_error", "engine_timeout", message, 0);
            case CommandFailed failed -> new OpenAiError(502, "upstream_error", "command_failed", message, 0);
            case Upstream upstream -> new OpenAiError(502, "upstream_error", "engine_broke_off", message, 0);
        };
    }

    /** There was no room for the body on this machine. */
    static OpenAiError of(SpoolFailure failure) {
        return new OpenAiError(507, "server_error", "no_room", String.valueOf(failure.getMessage()), 0);
    }

    /** A method that no engine has. */
    static OpenAiError method(String method) {
        return new OpenAiError(
                405,
                "invalid_request_error",
                "method_not_allowed",
                method + " is not led to models; the header Allow names what is.",
                0);
    }

    /** A fault of our own; its details are in the log, not in the answer. */
    static OpenAiError internal() {
        return new OpenAiError(500, "server_error", "internal", "The gateway failed; the server's log says why.", 0);
    }

    private static boolean isOver(WrongState state) {
        return switch (state.state()) {
            case "ended", "draining", "stopped", "failed", "timeout" -> true;
            default -> false;
        };
    }

    String json() {
        return Json.createObjectBuilder()
                .add(
                        "error",
                        Json.createObjectBuilder()
                                .add("message", message)
                                .add("type", type)
                                .addNull("param")
                                .add("code", code))
                .add("status_code", status)
                .add("detail", message)
                .build()
                .toString();
    }

    /** The same as the last event of a stream; the leading blank line ends an event that broke off half-way. */
    String event() {
        return "\n\ndata: " + json() + "\n\n";
    }
}
