package org.blackfish.api;

import java.util.List;
import java.util.Set;
import java.util.UUID;
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
import org.blackfish.wire.FieldProblem;
import org.blackfish.wire.Problem;

/** What can go wrong, as problem documents; pure but for the fresh instance. */
final class Problems {
    private Problems() {}

    /** {@code inQuery} and {@code inPath} are the names that the request's address gave values for. */
    static Problem of(ProblemException problem, Set<String> inQuery, Set<String> inPath) {
        List<FieldProblem> fields = problem instanceof InvalidInput invalid
                ? invalid.fields().entrySet().stream()
                        .map(field -> new FieldProblem(
                                field.getValue(), field.getKey(), source(field.getKey(), inQuery, inPath)))
                        .toList()
                : List.of();
        return of(status(problem), String.valueOf(problem.getMessage()), fields);
    }

    static Problem of(int status, String sentence) {
        return of(status, sentence, List.of());
    }

    private static Problem of(int status, String sentence, List<FieldProblem> fields) {
        String instance = "urn:uuid:" + UUID.randomUUID();
        return new Problem("about:blank", title(status), status, sentence, instance, status, fields);
    }

    static int status(ProblemException problem) {
        return switch (problem) {
            case InvalidInput invalid -> 400;
            case UnknownItem unknown -> 404;
            case WrongState wrong -> 409;
            case AccessRefused refused -> 403;
            case NotYet later -> 501;
            case HostUnreachable unreachable -> 502;
            case DeadlinePassed passed -> 504;
            case CommandFailed failed -> 502;
            case Upstream upstream -> 502;
        };
    }

    /** The reason phrase of a status. */
    static String title(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 406 -> "Not Acceptable";
            case 409 -> "Conflict";
            case 412 -> "Precondition Failed";
            case 413 -> "Content Too Large";
            case 415 -> "Unsupported Media Type";
            case 428 -> "Precondition Required";
            case 500 -> "Internal Server Error";
            case 501 -> "Not Implemented";
            case 502 -> "Bad Gateway";
            case 503 -> "Service Unavailable";
            case 504 -> "Gateway Timeout";
            default -> "Error " + status;
        };
    }

    private static String source(String field, Set<String> inQuery, Set<String> inPath) {
        return inQuery.contains(field) ? "query" : inPath.contains(field) ? "path" : "data";
    }
}
