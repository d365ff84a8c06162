package org.blackfish.tier;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A mapping as it is written, and how keys are set in it with as little touched as can be. */
record Place(SourceText source, MappingNode node) {
    /** The pair of that key, if it is written here and not taken over from elsewhere. */
    Optional<NodeTuple> pair(String key) {
        return node.getValue().stream()
                .filter(pair -> pair.getKeyNode() instanceof ScalarNode scalar
                        && !scalar.getTag().equals(Tag.MERGE)
                        && scalar.getValue().equals(key))
                .findFirst();
    }

    Optional<Place> mapping(String key) {
        return pair(key)
                .map(NodeTuple::getValueNode)
                .filter(MappingNode.class::isInstance)
                .map(value -> new Place(source, (MappingNode) value));
    }

    /** Sets a key to a value that is already YAML; a new key comes behind the first of {@code before} that is there. */
    void set(String key, String value, List<String> before) {
        Optional<NodeTuple> pair = pair(key);
        if (pair.isPresent()) {
            replace(pair.get(), value);
        } else {
            insert(key, value, before);
        }
    }

    /** Takes a key out with its line; where the line holds more than the key, its value becomes null instead. */
    void clear(String key) {
        NodeTuple pair = pair(key).filter(one -> !isElsewhere(one)).orElseThrow(Unwritable::new);
        int from = source.start(pair.getKeyNode());
        int to = source.contentEnd(pair.getValueNode());
        boolean alone = source.between(source.lineStart(from), from).isBlank()
                && source.between(to, source.lineEnd(to)).isBlank();
        if (alone
                && !SourceText.isFlow(node)
                && node.getValue().size() > 1
                && pair.getValueNode() instanceof ScalarNode) {
            source.removeLines(from, to);
        } else {
            replace(pair, "null");
        }
    }

    private void replace(NodeTuple pair, String value) {
        Node old = pair.getValueNode();
        if (isElsewhere(pair)) {
            throw new Unwritable();
        }
        int from = source.start(old);
        int to = source.contentEnd(old);
        boolean glued = from == to && from > 0 && source.between(from - 1, from).equals(":");
        source.replace(from, to, (glued ? " " : "") + value);
    }

    /** Whether a value is an alias, whose marks are those of its anchor. */
    private boolean isElsewhere(NodeTuple pair) {
        int key = source.end(pair.getKeyNode());
        int value = source.start(pair.getValueNode());
        return value < key || !source.between(key, value).matches("(?s)\\s*:\\s*(#[^\\n]*\\n\\s*)*");
    }

    private void insert(String key, String value, List<String> before) {
        NodeTuple neighbour = before.stream()
                .flatMap(name -> pair(name).stream())
                .filter(this::isOneLine)
                .findFirst()
                .orElseThrow(Unwritable::new);
        int end = source.end(neighbour.getValueNode());
        if (SourceText.isFlow(node)) {
            source.replace(end, end, ", " + key + ": " + value);
        } else {
            String indent = " ".repeat(source.column(source.start(neighbour.getKeyNode())));
            source.insertLines(end, List.of(indent + key + ": " + value));
        }
    }

    private boolean isOneLine(NodeTuple pair) {
        return pair.getValueNode() instanceof ScalarNode scalar && !SourceText.isBlock(scalar) && !isElsewhere(pair);
    }

    /** A place that is written in a way which we cannot change without touching more than was asked. */
    static final class Unwritable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public synchronized @Nullable Throwable fillInStackTrace() {
            return this;
        }
    }
}
