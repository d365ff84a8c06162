package org.blackfish.cluster;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code scontrol show node} prints of one node, by the names of its fields. */
record NodeFields(Map<String, String> fields) {
    private static final Pattern FIELD = Pattern.compile("(?:^| )([A-Za-z]+)=(\\S*)");
    private static final Set<String> DOWN =
            Set.of("DOWN", "DRAIN", "DRAINED", "DRAINING", "FAIL", "ERROR", "UNKNOWN", "NOT_RESPONDING", "MAINTENANCE");
    private static final Pattern GPU = Pattern.compile("(?:^|,)gpu:(?:([^:,()]+):)?(\\d{1,6})(?=[,(]|$)");

    /** The nodes of what was printed, one a line. */
    static List<NodeFields> all(String printed) {
        return printed.lines()
                .map(NodeFields::of)
                .filter(node -> node.fields().containsKey("NodeName"))
                .toList();
    }

    /** Only what has no space in it; of a field that has, such as {@code OS}, the first word. */
    private static NodeFields of(String line) {
        Map<String, String> fields = new LinkedHashMap<>();
        Matcher field = FIELD.matcher(line);
        while (field.find()) {
            fields.putIfAbsent(field.group(1), field.group(2));
        }
        return new NodeFields(fields);
    }

    /** Empty for an absent field and for {@code (null)}. */
    String word(String name) {
        String word = fields.getOrDefault(name, "");
        return word.equals("(null)") ? "" : word;
    }

    List<String> words(String name) {
        String word = word(name);
        return word.isEmpty() ? List.of() : List.of(word.split(",", -1));
    }

    /** 0 for an absent field and for what is no number. */
    long number(String name) {
        String word = word(name);
        return word.matches("\\d{1,15}") ? Long.parseLong(word) : 0;
    }

    /** What jobs may have of it, where Slurm tells that. */
    long cpus() {
        return word("CPUEfctv").matches("\\d{1,15}") ? number("CPUEfctv") : number("CPUTot");
    }

    long idleCpus() {
        return isDown() ? 0 : Math.max(0, cpus() - number("CPUAlloc"));
    }

    boolean isDown() {
        return states().stream().anyMatch(DOWN::contains);
    }

    boolean isIdle() {
        return !isDown() && states().contains("IDLE");
    }

    private Set<String> states() {
        return Set.copyOf(Arrays.asList(word("State").split("[*+]+")));
    }

    /** By type, {@code gpu} for those without one. */
    Map<String, Integer> gpus(String field) {
        Map<String, Integer> gpus = new TreeMap<>();
        Matcher gpu = GPU.matcher(word(field));
        while (gpu.find()) {
            gpus.merge(gpu.group(1) == null ? "gpu" : gpu.group(1), Integer.valueOf(gpu.group(2)), Integer::sum);
        }
        return gpus;
    }
}
