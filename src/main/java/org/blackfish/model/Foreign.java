package org.blackfish.model;

import java.sql.SQLException;
import org.blackfish.problem.Causes;
import org.blackfish.problem.Shown;
import org.jspecify.annotations.Nullable;

/** Text that files and hubs bring along, fit for a column: PostgreSQL takes no NUL, and nobody reads a page of it. */
final class Foreign {
    private static final int LONGEST = 500;
    /** SQL's class of errors for values that a column does not take. */
    private static final String VALUE = "22";

    private Foreign() {}

    static @Nullable String text(@Nullable String text) {
        return text == null ? null : Shown.line(text, LONGEST);
    }

    /** Whether a statement failed for what it was to write, not for the way to the database. */
    static boolean isRefused(Throwable failure) {
        return Causes.of(failure, SQLException.class)
                .anyMatch(refused -> String.valueOf(refused.getSQLState()).startsWith(VALUE));
    }
}
