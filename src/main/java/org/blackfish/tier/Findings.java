package org.blackfish.tier;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.Node;

/** Collects findings while a file is read, each at the place of a YAML node. */
final class Findings {
    private final List<Finding> all = new ArrayList<>();

    void error(Node place, String sentence) {
        at(Finding.Level.ERROR, place.getStartMark(), sentence);
    }

    void error(Mark place, String sentence) {
        at(Finding.Level.ERROR, place, sentence);
    }

    void error(int line, int column, String sentence) {
        all.add(new Finding(Finding.Level.ERROR, line, column, sentence));
    }

    void warning(Node place, String sentence) {
        at(Finding.Level.WARNING, place.getStartMark(), sentence);
    }

    boolean hasErrors() {
        return all.stream().anyMatch(Finding::isError);
    }

    /** Ordered by place. */
    List<Finding> all() {
        return all.stream()
                .distinct()
                .sorted(Comparator.comparingInt(Finding::line).thenComparingInt(Finding::column))
                .toList();
    }

    private void at(Finding.Level level, Mark place, String sentence) {
        all.add(new Finding(level, place.getLine() + 1, place.getColumn() + 1, sentence));
    }
}
