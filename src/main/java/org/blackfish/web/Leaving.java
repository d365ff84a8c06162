package org.blackfish.web;

import java.util.List;
import java.util.UUID;
import org.blackfish.model.RemovalPlan;

/**
 * A model that is about to be removed, as the question says it.
 *
 * @param loss what goes and what gets free
 * @param remark why some of it stays, or who else is concerned; empty for nothing
 * @param refusal why it cannot be removed now; empty when it can
 */
public record Leaving(UUID id, String name, String loss, String remark, String refusal) {

    static Leaving refused(ModelRow row, String refusal) {
        return new Leaving(row.id(), name(row), "", "", refusal);
    }

    static Leaving of(ModelRow row, RemovalPlan plan, List<String> users) {
        String name = name(row);
        String others = row.shared()
                ? "It lies in the shared folder: everybody loses it, and services of others that run from it break."
                : "";
        return new Leaving(
                row.id(),
                name,
                "Its files are deleted, which frees " + Words.bytes(plan.bytes()) + ".",
                (plan.remark().orElse("") + " " + others).strip(),
                users.isEmpty()
                        ? ""
                        : name + " is used by " + String.join(", ", users) + "; stop "
                                + (users.size() == 1 ? "it" : "them") + " first.");
    }

    private static String name(ModelRow row) {
        return row.repo() + (row.revision().isEmpty() ? "" : " at " + row.revision());
    }
}
