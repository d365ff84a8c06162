package org.blackfish.tier;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A tier file as text: two blanks a level, fields in the order of the guide. */
public final class TierYaml {
    private TierYaml() {}

    /** The whole file; reading it gives the same values again. */
    public static String render(TierFile file) {
        List<String> lines = new ArrayList<>();
        lines.add("time:");
        lines.add("  default: " + file.time().defaultMinutes());
        lines.add("  max: " + file.time().maxMinutes());
        lines.add("partitions:");
        for (Partition partition : file.partitions()) {
            lines.addAll(partition(partition, "  "));
        }
        mapping(lines, "gpu_memory_gb", file.gpuMemoryGb());
        mapping(lines, "models", file.models());
        return String.join("\n", lines) + "\n";
    }

    private static void mapping(List<String> lines, String name, Map<String, ?> values) {
        if (!values.isEmpty()) {
            lines.add(name + ":");
            values.forEach((key, value) -> lines.add(
                    "  " + YamlWords.text(key) + ": " + (value instanceof String text ? YamlWords.text(text) : value)));
        }
    }

    /** A partition's lines, its name at this indentation. */
    static List<String> partition(Partition partition, String indent) {
        List<String> lines = new ArrayList<>();
        lines.add(indent + YamlWords.text(partition.name()) + ":");
        if (partition.isDefault()) {
            lines.add(indent + "  default: true");
        }
        lines.add(indent + "  tiers:" + (partition.tiers().isEmpty() ? " []" : ""));
        partition.tiers().forEach(tier -> lines.addAll(tier(tier, indent + "    ", "  ")));
        return lines;
    }

    /** A tier's lines as an element of a list, its dash at this indentation and its keys {@code step} behind it. */
    static List<String> tier(Tier tier, String indent, String step) {
        List<String> lines = new ArrayList<>();
        fields(tier).forEach((name, value) -> {
            String before = lines.isEmpty() ? indent + "-" + step.substring(1) : indent + step;
            lines.add(before + name + ": " + value);
        });
        if (tier.constraint() != null || tier.gres() != null) {
            lines.add(indent + step + "slurm:");
            slurm(tier).forEach((name, value) -> lines.add(indent + step + "  " + name + ": " + value));
        }
        return lines;
    }

    /** A tier on one line, for lists that are written so. */
    static String flow(Tier tier) {
        Map<String, String> all = new LinkedHashMap<>(fields(tier));
        if (!slurm(tier).isEmpty()) {
            all.put("slurm", flow(slurm(tier)));
        }
        return flow(all);
    }

    static String flow(Map<String, String> values) {
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .collect(Collectors.joining(", ", "{", "}"));
    }

    /** The fields as written, in order, without Slurm's own; optional ones only when set. */
    static Map<String, String> fields(Tier tier) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("name", YamlWords.text(tier.name()));
        fields.put("description", YamlWords.text(tier.description()));
        fields.put("max_model_size_gb", YamlWords.size(tier.maxModelSizeGb()));
        fields.put("gpu_count", String.valueOf(tier.gpuCount()));
        if (tier.gpuType() != null) {
            fields.put("gpu_type", YamlWords.text(tier.gpuType()));
        }
        fields.put("cpu_cores", String.valueOf(tier.cpuCores()));
        fields.put("memory_gb", String.valueOf(tier.memoryGb()));
        return fields;
    }

    static Map<String, String> slurm(Tier tier) {
        Map<String, String> fields = new LinkedHashMap<>();
        if (tier.constraint() != null) {
            fields.put("constraint", YamlWords.text(tier.constraint()));
        }
        if (tier.gres() != null) {
            fields.put("gres", YamlWords.text(tier.gres()));
        }
        return fields;
    }
}
