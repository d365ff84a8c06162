package org.blackfish.cli;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** One call for each of several services; what fails for one is told beside what was done for the others. */
record EachService(JsonArray rows, List<Failure> failures) {
    static EachService of(List<String> ids, Function<String, JsonObject> call) {
        JsonArrayBuilder rows = Json.createArrayBuilder();
        List<Failure> failures = new ArrayList<>();
        for (String id : ids) {
            try {
                rows.add(call.apply(id));
            } catch (Failure e) {
                failures.add(e);
                rows.add(Members.builder().add("id", id).add("status", "error").add("message", e.sentence()));
                if (e.exitCode() == Failure.NO_ANSWER) {
                    break;
                }
            }
        }
        return new EachService(rows.build(), List.copyOf(failures));
    }

    /** Says the failures, and is the exit code of the first. */
    int end(World world) {
        failures.forEach(failure -> world.note("blackfish: " + Plain.line(failure.sentence())));
        return failures.isEmpty() ? 0 : failures.get(0).exitCode();
    }
}
