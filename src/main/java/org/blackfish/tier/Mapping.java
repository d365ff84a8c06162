package org.blackfish.tier;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** The keys and values of one YAML mapping in file order, those merged by {@code <<} included. */
final class Mapping {
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Node> keys = new LinkedHashMap<>();

    /** {@code what} names the mapping in sentences; another node than a mapping is a finding and reads as empty. */
    Mapping(Node place, String what, Findings findings) {
        if (!(place instanceof MappingNode mapping)) {
            findings.error(place, what + " must be a mapping of keys and values.");
            return;
        }
        for (NodeTuple pair : mapping.getValue()) {
            if (!(pair.getKeyNode() instanceof ScalarNode key)) {
                findings.error(pair.getKeyNode(), what + " has a key that is not a word.");
            } else if (!isMerge(pair) && keys.putIfAbsent(key.getValue(), key) != null) {
                findings.error(key, what + " has the key \"" + key.getValue() + "\" twice; remove one of them.");
            } else if (!isMerge(pair)) {
                values.put(key.getValue(), pair.getValueNode());
            }
        }
        merge(mapping, new HashSet<>(Set.of(mapping)));
    }

    Map<String, Node> values() {
        return Collections.unmodifiableMap(values);
    }

    Map<String, Node> keys() {
        return Collections.unmodifiableMap(keys);
    }

    /**
     * Takes over what {@code <<} refers to; the mapping's own keys win. SnakeYAML's own merge never ends on a mapping
     * that merges itself, so each mapping is visited once here.
     */
    private void merge(MappingNode mapping, Set<Node> visited) {
        for (NodeTuple pair : mapping.getValue()) {
            if (!isMerge(pair)) {
                continue;
            }
            Node merged = pair.getValueNode();
            for (Node source : merged instanceof SequenceNode list ? list.getValue() : List.of(merged)) {
                if (source instanceof MappingNode other && visited.add(other)) {
                    other.getValue().forEach(this::takeOver);
                    merge(other, visited);
                }
            }
        }
    }

    private void takeOver(NodeTuple pair) {
        if (pair.getKeyNode() instanceof ScalarNode key && !isMerge(pair)) {
            keys.putIfAbsent(key.getValue(), key);
            values.putIfAbsent(key.getValue(), pair.getValueNode());
        }
    }

    private static boolean isMerge(NodeTuple pair) {
        return pair.getKeyNode().getTag().equals(Tag.MERGE);
    }
}
