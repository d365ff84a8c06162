package org.blackfish.tier;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.CollectionNode;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** A text, where the nodes read from it lie in it, and the cuts that shall be made; what is not cut stays byte by byte. */
final class SourceText {
    private record Cut(int from, int to, String text) {}

    private final String text;
    private final String newline;
    private final List<Cut> cuts = new ArrayList<>();

    SourceText(String text) {
        this.text = text;
        this.newline = text.contains("\r\n") ? "\r\n" : "\n";
    }

    int start(Node node) {
        return index(node.getStartMark());
    }

    int end(Node node) {
        return index(node.getEndMark());
    }

    /** Marks count code points, texts count characters. */
    private int index(Mark mark) {
        return text.offsetByCodePoints(0, mark.getIndex());
    }

    /** Behind the last character that belongs to a node; comments and blank lines that follow are not its own. */
    int contentEnd(Node node) {
        if (node instanceof CollectionNode<?> collection && collection.getFlowStyle() == FlowStyle.FLOW) {
            return end(node);
        }
        if (node instanceof MappingNode mapping && !mapping.getValue().isEmpty()) {
            return contentEnd(mapping.getValue().getLast().getValueNode());
        }
        if (node instanceof SequenceNode list && !list.getValue().isEmpty()) {
            return contentEnd(list.getValue().getLast());
        }
        if (node instanceof ScalarNode scalar && isBlock(scalar)) {
            String text = between(start(node), end(node));
            return start(node) + text.stripTrailing().length();
        }
        return end(node);
    }

    static boolean isFlow(CollectionNode<?> node) {
        return node.getFlowStyle() == FlowStyle.FLOW;
    }

    static boolean isBlock(ScalarNode scalar) {
        return scalar.getScalarStyle() == ScalarStyle.LITERAL || scalar.getScalarStyle() == ScalarStyle.FOLDED;
    }

    int lineStart(int index) {
        return text.lastIndexOf('\n', index - 1) + 1;
    }

    /** The end of the line without its line break. */
    int lineEnd(int index) {
        int end = text.indexOf('\n', index);
        return end < 0 ? text.length() : end > 0 && text.charAt(end - 1) == '\r' && end > index ? end - 1 : end;
    }

    String between(int from, int to) {
        return text.substring(from, to);
    }

    int column(int index) {
        return index - lineStart(index);
    }

    String newline() {
        return newline;
    }

    /** {@link Place.Unwritable} for an end before its start, which comes of nodes that lie elsewhere. */
    void replace(int from, int to, String with) {
        if (to < from) {
            throw new Place.Unwritable();
        }
        cuts.add(new Cut(from, to, with));
    }

    /** Puts whole lines behind the line that holds this index. */
    void insertLines(int index, List<String> lines) {
        int at = lineEnd(index);
        replace(at, at, newline + String.join(newline, lines));
    }

    /** Takes out the lines from the one that holds {@code from} to the one that holds {@code to}. */
    void removeLines(int from, int to) {
        int end = text.indexOf('\n', to);
        int start = lineStart(from);
        if (end < 0 && start > 0) {
            // The last line has no line break, so the one before loses its own.
            start = text.charAt(start - 1) == '\n' && start > 1 && text.charAt(start - 2) == '\r'
                    ? start - 2
                    : start - 1;
        }
        replace(start, end < 0 ? text.length() : end + 1, "");
    }

    /** The text with all cuts made. */
    String result() {
        StringBuilder result = new StringBuilder();
        int done = 0;
        cuts.sort(Comparator.comparingInt(Cut::from));
        for (Cut cut : cuts) {
            if (cut.from() < done) {
                throw new Place.Unwritable();
            }
            result.append(text, done, cut.from()).append(cut.text());
            done = cut.to();
        }
        return result.append(text, done, text.length()).toString();
    }
}
