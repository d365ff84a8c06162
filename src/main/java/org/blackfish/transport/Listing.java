package org.blackfish.transport;

import java.util.List;
import org.blackfish.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** One of many folders that were listed in one step: its entries, or why they could not be seen. */
public record Listing(List<Entry> entries, @Nullable ProblemException problem) {
    public Listing {
        entries = List.copyOf(entries);
    }
}
