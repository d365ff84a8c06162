package org.blackfish.tier;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.blackfish.problem.InvalidInput;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Makes an edit in the text of a tier file and leaves every other byte as it is: comments, order, quotes, line ends. What
 * comes of it is read again and must hold what the edit means; otherwise the edit is refused.
 */
public final class TierSplicer {
    private static final List<String> ORDER = List.of(
            "name", "description", "max_model_size_gb", "gpu_count", "gpu_type", "cpu_cores", "memory_gb", "slurm");

    private final SourceText source;
    private final Place root;
    private final TierFile file;

    private TierSplicer(String text, Node root, TierFile file) {
        this.source = new SourceText(text);
        if (!(root instanceof MappingNode mapping)) {
            throw new Place.Unwritable();
        }
        this.root = new Place(source, mapping);
        this.file = file;
    }

    /** The text after the edit; {@link InvalidInput} (field {@code yaml}) where the file is written too unusually. */
    public static String apply(String text, TierEdit edit) {
        try {
            Node root = SafeYaml.compose(text, new Findings());
            TierFile file = TierParser.guess(text);
            if (root == null || file == null) {
                throw new InvalidInput("yaml", "The file cannot be read as it is; mend the YAML first.");
            }
            TierSplicer splicer = new TierSplicer(text, root, file);
            splicer.make(edit);
            String result = splicer.source.result();
            if (!edit.applied(file).equals(TierParser.guess(result))) {
                throw new Place.Unwritable();
            }
            return result;
        } catch (Place.Unwritable e) {
            throw new InvalidInput(
                    "yaml",
                    "This place of the file is written with anchors or in an unusual layout, so that the table cannot"
                            + " change it alone; change it in the YAML.");
        }
    }

    private void make(TierEdit edit) {
        switch (edit) {
            case TierEdit.SetTier set -> set(tier(set.partition(), set.tier()), set);
            case TierEdit.AddTier add -> add(tiers(add.partition()), add.tier());
            case TierEdit.RemoveTier remove -> remove(tiers(remove.partition()), remove);
            case TierEdit.AddPartition add -> addPartition(add);
            case TierEdit.RemovePartition remove -> removePartition(remove.name());
            case TierEdit.SetDefault set -> setDefault(set.partition());
            case TierEdit.SetTime set -> setTime(set.time());
            case TierEdit.SetModel set -> setModel(set.repo(), set.tier());
        }
    }

    private Place partition(String name) {
        return root.mapping("partitions").flatMap(all -> all.mapping(name)).orElseThrow(Place.Unwritable::new);
    }

    private SequenceNode tiers(String partition) {
        return partition(partition)
                .pair("tiers")
                .map(NodeTuple::getValueNode)
                .filter(SequenceNode.class::isInstance)
                .map(SequenceNode.class::cast)
                .orElseThrow(Place.Unwritable::new);
    }

    private Place tier(String partition, String name) {
        return new Place(source, (MappingNode) tiers(partition).getValue().get(position(partition, name)));
    }

    private int position(String partition, String name) {
        List<Tier> tiers = file.partition(partition).tiers();
        for (int at = 0; at < tiers.size(); at++) {
            if (tiers.get(at).name().equals(name)) {
                return at;
            }
        }
        throw new InvalidInput("tier", "There is no tier \"" + name + "\" in partition \"" + partition + "\".");
    }

    private void set(Place place, TierEdit.SetTier edit) {
        Tier old = file.get(edit.partition(), edit.tier()).tier();
        change(place, TierYaml.fields(old), TierYaml.fields(edit.values()));
        Map<String, String> before = TierYaml.slurm(old);
        Map<String, String> after = TierYaml.slurm(edit.values());
        if (before.equals(after)) {
            return;
        }
        Place slurm = place.mapping("slurm").orElse(null);
        if (slurm == null || before.isEmpty()) {
            place.set("slurm", TierYaml.flow(after), ORDER.reversed());
        } else {
            change(slurm, before, after);
        }
    }

    private static void change(Place place, Map<String, String> before, Map<String, String> after) {
        after.forEach((key, value) -> {
            if (!value.equals(before.get(key))) {
                place.set(key, value, neighbours(key));
            }
        });
        before.keySet().stream().filter(key -> !after.containsKey(key)).forEach(place::clear);
    }

    /** Keys before this one, the nearest first, and then those behind it. */
    private static List<String> neighbours(String key) {
        int at = Math.max(ORDER.indexOf(key), 0);
        return Stream.of(
                        ORDER.subList(0, at).reversed(), ORDER.subList(at, ORDER.size()), List.of("constraint", "gres"))
                .flatMap(List::stream)
                .toList();
    }

    private void add(SequenceNode list, Tier tier) {
        if (SourceText.isFlow(list)) {
            int end = list.getValue().isEmpty()
                    ? source.end(list) - 1
                    : source.contentEnd(list.getValue().getLast());
            source.replace(end, end, (list.getValue().isEmpty() ? "" : ", ") + TierYaml.flow(tier));
            return;
        }
        int dash = source.column(source.start(list));
        int keys = source.column(source.start(list.getValue().getLast()));
        source.insertLines(
                source.contentEnd(list), TierYaml.tier(tier, " ".repeat(dash), " ".repeat(Math.max(2, keys - dash))));
    }

    private void remove(SequenceNode list, TierEdit.RemoveTier edit) {
        int at = position(edit.partition(), edit.tier());
        if (list.getValue().size() == 1) {
            throw new InvalidInput(
                    "tier",
                    "\"" + edit.tier() + "\" is the only tier of partition \"" + edit.partition()
                            + "\"; add another one first, or remove the partition.");
        }
        Node item = list.getValue().get(at);
        if (!SourceText.isFlow(list)) {
            source.removeLines(source.start(item), source.contentEnd(item));
        } else if (at + 1 < list.getValue().size()) {
            source.replace(source.start(item), source.start(list.getValue().get(at + 1)), "");
        } else {
            source.replace(source.contentEnd(list.getValue().get(at - 1)), source.contentEnd(item), "");
        }
    }

    private MappingNode block(String key) {
        return root.mapping(key)
                .map(Place::node)
                .filter(node -> !SourceText.isFlow(node) && !node.getValue().isEmpty())
                .orElseThrow(Place.Unwritable::new);
    }

    private void addPartition(TierEdit.AddPartition add) {
        MappingNode all = block("partitions");
        String indent =
                " ".repeat(source.column(source.start(all.getValue().getFirst().getKeyNode())));
        Partition partition = new Partition(add.name(), false, List.of(add.first()), false);
        source.insertLines(source.contentEnd(all), TierYaml.partition(partition, indent));
    }

    private void removePartition(String name) {
        MappingNode all = block("partitions");
        if (all.getValue().size() == 1) {
            throw new InvalidInput(
                    "partition", "\"" + name + "\" is the only partition of the file; add another one first.");
        }
        NodeTuple pair = new Place(source, all).pair(name).orElseThrow(Place.Unwritable::new);
        source.removeLines(source.start(pair.getKeyNode()), source.contentEnd(pair.getValueNode()));
    }

    private void setDefault(String name) {
        for (Partition one : file.partitions()) {
            boolean wanted = one.name().equals(name);
            Place place = partition(one.name());
            if (one.isDefault() == wanted) {
                continue;
            }
            if (place.pair("default").isPresent()) {
                place.set("default", String.valueOf(wanted), List.of());
            } else {
                int at = source.start(place.node().getValue().getFirst().getKeyNode());
                String gap = SourceText.isFlow(place.node()) ? ", " : source.newline() + " ".repeat(source.column(at));
                source.replace(at, at, "default: " + wanted + gap);
            }
        }
    }

    private void setTime(Times time) {
        Place place = root.mapping("time").orElse(null);
        if (place == null) {
            append("time", List.of("default: " + time.defaultMinutes(), "max: " + time.maxMinutes()));
            return;
        }
        set(place, "default", time.defaultMinutes(), file.time().defaultMinutes());
        set(place, "max", time.maxMinutes(), file.time().maxMinutes());
    }

    private static void set(Place place, String key, int value, int before) {
        if (value != before) {
            place.set(key, String.valueOf(value), List.of("default", "max"));
        }
    }

    private void setModel(String repo, @Nullable String tier) {
        Place models = root.mapping("models").orElse(null);
        String line = YamlWords.text(repo) + ": " + YamlWords.text(tier == null ? "" : tier);
        if (models == null) {
            append("models", List.of(line));
        } else if (tier == null) {
            NodeTuple pair = models.pair(repo).orElseThrow(Place.Unwritable::new);
            if (SourceText.isFlow(models.node())) {
                throw new Place.Unwritable();
            }
            source.removeLines(source.start(pair.getKeyNode()), source.contentEnd(pair.getValueNode()));
        } else if (models.pair(repo).isPresent()) {
            models.set(repo, YamlWords.text(tier), List.of());
        } else {
            MappingNode all = block("models");
            int column = source.column(source.start(all.getValue().getFirst().getKeyNode()));
            source.insertLines(source.contentEnd(all), List.of(" ".repeat(column) + line));
        }
    }

    /** A new section behind all others, or in the place of one that is there without a value. */
    private void append(String key, List<String> entries) {
        List<String> lines =
                new ArrayList<>(entries.stream().map(line -> "  " + line).toList());
        NodeTuple empty = root.pair(key).orElse(null);
        if (empty != null) {
            if (!(empty.getValueNode() instanceof ScalarNode scalar)
                    || !scalar.getValue().isEmpty()) {
                throw new Place.Unwritable();
            }
            source.insertLines(source.contentEnd(empty.getValueNode()), lines);
            return;
        }
        lines.addFirst(key + ":");
        source.insertLines(source.contentEnd(Objects.requireNonNull(root.node())), lines);
    }
}
