package org.blackfish.tier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.Objects;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Between which characters of a file an edit may change anything, told by the marks of the YAML library alone. */
final class TierBounds {
    /** What an edit may touch: the characters from here to there. */
    private record Bounds(int from, int to) {}

    private static final String DEFAULT = "default: (true|false|yes|no)(, |\r?\n *(?=[^ #\r\n]))?";

    private final String before;
    private final MappingNode root;

    TierBounds(String before) {
        this.before = before;
        this.root = (MappingNode) new Yaml().compose(new StringReader(before));
    }

    /** All before and behind the bounds is byte for byte what it was, and nothing is lost that should only be added to. */
    void requireUntouched(String after, TierEdit edit) {
        if (edit instanceof TierEdit.SetDefault) {
            assertThat(after.replaceAll(DEFAULT, "")).isEqualTo(before.replaceAll(DEFAULT, ""));
            return;
        }
        Bounds bounds = bounds(edit);
        String head = before.substring(0, bounds.from());
        String tail = before.substring(bounds.to());
        assertThat(after)
                .as("%s of%n%s", edit, before)
                .startsWith(head)
                .endsWith(tail)
                .hasSizeGreaterThanOrEqualTo(head.length() + tail.length());
        if (edit instanceof TierEdit.SetTier || edit instanceof TierEdit.SetTime) {
            assertThat(comments(after)).isEqualTo(comments(before));
        }
    }

    private Bounds bounds(TierEdit edit) {
        return switch (edit) {
            case TierEdit.SetTier set -> {
                Node tier = tiers(set.partition()).getValue().get(position(set.partition(), set.tier()));
                yield new Bounds(start(tier), end(tier));
            }
            case TierEdit.AddTier add -> {
                SequenceNode tiers = tiers(add.partition());
                int end = end(tiers.getValue().getLast());
                int at = isFlow(tiers) ? end : lineEnd(end);
                yield new Bounds(at, at);
            }
            case TierEdit.RemoveTier remove ->
                removed(tiers(remove.partition()), position(remove.partition(), remove.tier()));
            case TierEdit.SetTime set -> section("time");
            case TierEdit.SetModel set -> section("models");
            default -> throw new IllegalArgumentException(edit.toString());
        };
    }

    private Bounds removed(SequenceNode tiers, int at) {
        Node tier = tiers.getValue().get(at);
        if (!isFlow(tiers)) {
            return new Bounds(before.lastIndexOf('\n', start(tier)) + 1, lineEnd(end(tier)) + 1);
        }
        boolean last = at + 1 == tiers.getValue().size();
        return new Bounds(
                last ? end(tiers.getValue().get(at - 1)) : start(tier),
                last ? end(tier) : start(tiers.getValue().get(at + 1)));
    }

    /** From its value on where it is there, else nothing but the place behind all others. */
    private Bounds section(String key) {
        int behind = lineEnd(end(root));
        return pair(root, key)
                .map(pair -> new Bounds(
                        end(pair.getKeyNode()), Math.min(before.length(), lineEnd(end(pair.getValueNode())) + 1)))
                .orElse(new Bounds(behind, behind));
    }

    private SequenceNode tiers(String partition) {
        return pair(root, "partitions")
                .flatMap(all -> pair((MappingNode) all.getValueNode(), partition))
                .flatMap(one -> pair((MappingNode) one.getValueNode(), "tiers"))
                .map(tiers -> (SequenceNode) tiers.getValueNode())
                .orElseThrow();
    }

    private int position(String partition, String tier) {
        TierFile file = Objects.requireNonNull(TierParser.guess(before));
        return file.partition(partition).tiers().stream()
                .map(Tier::name)
                .toList()
                .indexOf(tier);
    }

    private static Optional<NodeTuple> pair(MappingNode node, String key) {
        return node.getValue().stream()
                .filter(pair -> pair.getKeyNode() instanceof ScalarNode scalar
                        && scalar.getValue().equals(key))
                .findFirst();
    }

    private static boolean isFlow(SequenceNode list) {
        return list.getFlowStyle() == FlowStyle.FLOW;
    }

    private int start(Node node) {
        return index(node.getStartMark());
    }

    /** The marks of block style lie behind the comments and blank lines that follow, which are nobody's. */
    private int end(Node node) {
        int end = index(node.getEndMark());
        while (true) {
            int line = before.lastIndexOf('\n', end - 1) + 1;
            String text = before.substring(line, end).strip();
            if (line <= start(node) || (!text.isEmpty() && !text.startsWith("#"))) {
                return end;
            }
            end = line - 1;
        }
    }

    private int lineEnd(int at) {
        int end = before.indexOf('\n', at);
        return end < 0 ? before.length() : end;
    }

    /** Marks count code points, texts count characters. */
    private int index(Mark mark) {
        return before.offsetByCodePoints(0, mark.getIndex());
    }

    private static long comments(String text) {
        return text.lines()
                .filter(line -> line.replace("# hash", "").contains("#"))
                .count();
    }
}
