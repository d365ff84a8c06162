package org.blackfish.tier;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads and checks {@code resource_specs.yaml}; pure, and tells everything that is wrong at once. */
public final class TierParser {
    private static final int LONGEST_NAME = 100;
    private static final String[] TIER_KEYS = {
        "name", "description", "max_model_size_gb", "gpu_count", "gpu_type", "cpu_cores", "memory_gb", "slurm"
    };

    private final Findings findings = new Findings();

    private TierParser() {}

    /** As {@link #parse(String)}, of bytes that must be UTF-8. */
    public static TierReading parse(byte[] bytes) {
        Findings findings = new Findings();
        String text = SafeYaml.text(bytes, findings);
        return text == null ? new TierReading(null, findings.all()) : parse(text);
    }

    /** What a text says as far as it can be understood, errors or not; null when nothing can. */
    static @Nullable TierFile guess(String yaml) {
        TierParser parser = new TierParser();
        Node root = SafeYaml.compose(yaml, parser.findings);
        return root == null ? null : parser.file(root);
    }

    /** The file, or null with at least one error; every finding has its line and column. */
    public static TierReading parse(String yaml) {
        TierParser parser = new TierParser();
        Node root = SafeYaml.compose(yaml, parser.findings);
        TierFile file = root == null ? null : parser.file(root);
        return new TierReading(parser.findings.hasErrors() ? null : file, parser.findings.all());
    }

    private @Nullable TierFile file(Node root) {
        Fields fields = new Fields(root, "The file", findings).known("time", "partitions", "models", "gpu_memory_gb");
        Times time = time(fields);
        List<Partition> partitions = partitions(fields);
        if (partitions.isEmpty()) {
            return null;
        }
        TierFile withoutModels = new TierFile(time, partitions, Map.of());
        return new TierFile(time, partitions, models(fields, withoutModels), gpuMemory(fields));
    }

    private Map<String, Integer> gpuMemory(Fields file) {
        Node node = file.optional("gpu_memory_gb");
        Map<String, Integer> memory = new LinkedHashMap<>();
        if (node != null) {
            Fields fields = new Fields(node, "gpu_memory_gb", findings);
            fields.values().keySet().forEach(type -> memory.put(type, fields.requiredWhole(type, 1)));
        }
        return memory;
    }

    private Times time(Fields file) {
        Node node = file.optional("time");
        if (node == null) {
            return Times.DEFAULT;
        }
        Fields time = new Fields(node, "time", findings).known("default", "max");
        int max = time.optionalWhole("max", 1, Times.DEFAULT.maxMinutes());
        int usual = time.optionalWhole("default", 1, Math.min(Times.DEFAULT.defaultMinutes(), max));
        if (usual > max) {
            findings.error(
                    time.placeOf("default"),
                    "time.default is " + usual + " minutes, which is above time.max of " + max
                            + "; lower the one or raise the other.");
        }
        return new Times(usual, max);
    }

    private List<Partition> partitions(Fields file) {
        Node node = file.required("partitions");
        if (node == null) {
            return List.of();
        }
        Fields named = new Fields(node, "partitions", findings);
        List<Partition> partitions = new ArrayList<>();
        String marked = null;
        for (Map.Entry<String, Node> entry : named.values().entrySet()) {
            Partition partition = partition(entry.getKey(), named.key(entry.getKey()), entry.getValue());
            partitions.add(partition);
            if (partition.isDefault() && marked != null) {
                findings.error(
                        named.key(partition.name()),
                        "The partitions \"" + marked + "\" and \"" + partition.name()
                                + "\" both have default: true; keep it for one.");
            }
            marked = partition.isDefault() && marked == null ? partition.name() : marked;
        }
        if (partitions.isEmpty()) {
            findings.error(node, "partitions is empty; name at least one partition with its tiers.");
        } else if (marked == null && partitions.size() > 1) {
            findings.warning(
                    named.key(partitions.getFirst().name()),
                    "No partition has default: true; the first, \""
                            + partitions.getFirst().name() + "\", is taken as the default.");
        }
        return partitions;
    }

    private Partition partition(String name, Node key, Node node) {
        if (!Fields.isSlurmWord(name)) {
            findings.error(
                    key,
                    "The partition name \"" + name.replaceAll("\\p{Cntrl}", "?")
                            + "\" is no Slurm partition name; use letters, digits, dot, hyphen and underscore.");
        }
        Fields fields = new Fields(node, "partition \"" + name + "\"", findings).known("default", "tiers");
        List<Tier> tiers = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Node element : fields.list("tiers")) {
            Tier tier = tier(element, name);
            tiers.add(tier);
            if (!tier.name().isEmpty() && !seen.add(tier.name())) {
                findings.error(
                        element,
                        "partition \"" + name + "\" has two tiers named \"" + tier.name() + "\"; rename one of them.");
            }
        }
        if (tiers.isEmpty() && fields.placeOf("tiers") instanceof SequenceNode) {
            findings.warning(fields.placeOf("tiers"), "partition \"" + name + "\" has no tiers to choose from.");
        }
        return new Partition(name, fields.optionalFlag("default"), tiers, false);
    }

    private Tier tier(Node node, String partition) {
        String what = what(node, partition);
        Fields fields = new Fields(node, what, findings).known(TIER_KEYS);
        String name = fields.requiredText("name");
        checkName(fields, name);
        Node slurm = fields.optional("slurm");
        Fields flags =
                slurm == null ? null : new Fields(slurm, "slurm of " + what, findings).known("constraint", "gres");
        Tier tier = new Tier(
                name,
                fields.requiredText("description"),
                fields.requiredSize("max_model_size_gb"),
                fields.requiredWhole("gpu_count", 0),
                fields.optionalText("gpu_type"),
                fields.requiredWhole("cpu_cores", 1),
                fields.requiredWhole("memory_gb", 1),
                flags == null ? null : flags.optionalSlurmWord("constraint"),
                flags == null ? null : flags.optionalSlurmWord("gres"));
        if (flags != null && tier.gres() != null && TierGres.gres(tier).isEmpty()) {
            findings.warning(
                    flags.placeOf("gres"),
                    "gres of " + what + " is not used, because its gpu_count is 0; give a count, as in " + tier.gres()
                            + ":1, or remove it.");
        }
        return tier;
    }

    private void checkName(Fields fields, String name) {
        if (name.length() > LONGEST_NAME || name.indexOf('\n') >= 0) {
            findings.error(
                    fields.placeOf("name"),
                    "The name of a tier must be one line of at most " + LONGEST_NAME + " characters; this one has "
                            + name.length() + ".");
        }
    }

    private static String what(Node node, String partition) {
        Node name = new Mapping(node, "", new Findings()).values().get("name");
        return name instanceof ScalarNode scalar && !scalar.getValue().isBlank()
                ? "tier \"" + scalar.getValue().strip() + "\" of partition \"" + partition + "\""
                : "the tier in line " + (node.getStartMark().getLine() + 1);
    }

    private Map<String, String> models(Fields file, TierFile tiers) {
        Node node = file.optional("models");
        Map<String, String> models = new LinkedHashMap<>();
        if (node == null) {
            return models;
        }
        Fields fields = new Fields(node, "models", findings);
        for (String repo : fields.values().keySet()) {
            String value = fields.requiredText(repo);
            if (!value.isEmpty() && tiers.named(value, tiers.defaultPartition()).isEmpty()) {
                findings.error(
                        fields.placeOf(repo),
                        "models sends \"" + repo + "\" to \"" + value
                                + "\", which is no tier of this file; write partition.tier or tier, as named above.");
            }
            models.put(repo, value);
        }
        return models;
    }
}
