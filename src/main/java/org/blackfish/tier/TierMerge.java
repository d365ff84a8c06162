package org.blackfish.tier;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.Patch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Differences between versions of a text, line by line; pure. */
public final class TierMerge {
    private static final int CONTEXT = 3;

    private TierMerge() {}

    /** The unified difference without its two file lines; empty for equal texts. */
    public static List<String> difference(String before, String after) {
        List<String> old = lines(before);
        List<String> lines = UnifiedDiffUtils.generateUnifiedDiff(
                "before", "after", old, DiffUtils.diff(old, lines(after)), CONTEXT);
        return lines.size() <= 2 ? List.of() : List.copyOf(lines.subList(2, lines.size()));
    }

    /**
     * Both changes of one text together; empty where they touch the same or neighbouring lines, because then a person must
     * say what is meant. A change is never moved to another place that happens to read the same.
     */
    public static Optional<String> merge(String base, String mine, String theirs) {
        if (mine.equals(theirs)) {
            return Optional.of(mine);
        }
        List<AbstractDelta<String>> changes = new ArrayList<>(changes(base, mine));
        changes.addAll(changes(base, theirs));
        changes.sort(Comparator.comparingInt(TierMerge::start));
        for (int at = 1; at < changes.size(); at++) {
            if (start(changes.get(at)) <= end(changes.get(at - 1))) {
                return Optional.empty();
            }
        }
        List<String> merged = new ArrayList<>(lines(base));
        for (AbstractDelta<String> change : changes.reversed()) {
            List<String> place = merged.subList(start(change), end(change));
            place.clear();
            place.addAll(change.getTarget().getLines());
        }
        return Optional.of(String.join("\n", merged));
    }

    private static List<AbstractDelta<String>> changes(String base, String other) {
        Patch<String> patch = DiffUtils.diff(lines(base), lines(other));
        return patch.getDeltas();
    }

    private static int start(AbstractDelta<String> change) {
        return change.getSource().getPosition();
    }

    private static int end(AbstractDelta<String> change) {
        return start(change) + change.getSource().size();
    }

    /** Line breaks of other kinds stay part of their lines, and a last empty line tells that the text ends in one. */
    private static List<String> lines(String text) {
        return List.of(text.split("\n", -1));
    }
}
