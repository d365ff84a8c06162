package org.blackfish.cluster;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code scontrol} knows of nodes beyond {@code sinfo}: what jobs may really have of them, and their features; pure. */
final class Scontrol {
    private static final Pattern FIELD = Pattern.compile("(?:^| )([A-Za-z]+)=(\\S*)");

    private Scontrol() {}

    /** What one node offers to jobs. */
    private record Offer(int cpus, long memoryMb, String gres, List<String> features) {}

    static List<String> argv() {
        return List.of("scontrol", "show", "node", "--oneliner");
    }

    /**
     * The groups of {@code sinfo} told anew from its nodes, one line each. A partition of which nothing is printed, and
     * every partition if the text is none of {@code scontrol}'s, stays as {@code sinfo} told it.
     */
    static List<NodeGroup> refine(List<NodeGroup> groups, String printed) {
        Map<String, Map<Offer, Integer>> offers = offers(printed);
        List<NodeGroup> refined = new ArrayList<>();
        Set<String> told = new HashSet<>();
        for (NodeGroup group : groups) {
            Map<Offer, Integer> known = offers.get(group.partition());
            if (known == null) {
                refined.add(group);
                continue;
            }
            // Each further group of the partition is told by the same nodes.
            if (!told.add(group.partition())) {
                continue;
            }
            known.forEach((offer, nodes) -> refined.add(new NodeGroup(
                    group.partition(),
                    group.isDefault(),
                    group.limit(),
                    nodes,
                    offer.cpus(),
                    offer.memoryMb(),
                    offer.gres(),
                    offer.features())));
        }
        return refined;
    }

    private static Map<String, Map<Offer, Integer>> offers(String printed) {
        Map<String, Map<Offer, Integer>> offers = new LinkedHashMap<>();
        for (Map<String, String> node : nodes(printed)) {
            long cpus = number(node, "CPUEfctv", number(node, "CPUTot", 0));
            long memory = number(node, "RealMemory", 0) - number(node, "MemSpecLimit", 0);
            if (cpus <= 0 || cpus > Integer.MAX_VALUE || memory <= 0) {
                continue;
            }
            Offer offer = new Offer((int) cpus, memory, word(node, "Gres"), words(node, "ActiveFeatures"));
            for (String partition : words(node, "Partitions")) {
                offers.computeIfAbsent(partition, key -> new LinkedHashMap<>()).merge(offer, 1, Integer::sum);
            }
        }
        return offers;
    }

    /** What is printed of each node, by the names of its fields. */
    static List<Map<String, String>> nodes(String printed) {
        return printed.lines()
                .map(Scontrol::fields)
                .filter(node -> node.containsKey("NodeName"))
                .toList();
    }

    /** Only what has no space in it; of a field that has, such as {@code OS}, the first word. */
    private static Map<String, String> fields(String line) {
        Map<String, String> fields = new LinkedHashMap<>();
        Matcher field = FIELD.matcher(line);
        while (field.find()) {
            fields.putIfAbsent(field.group(1), field.group(2));
        }
        return fields;
    }

    static long number(Map<String, String> fields, String name, long otherwise) {
        String word = fields.getOrDefault(name, "");
        return word.matches("\\d{1,15}") ? Long.parseLong(word) : otherwise;
    }

    /** Empty for an absent field and for {@code (null)}. */
    static String word(Map<String, String> fields, String name) {
        String word = fields.getOrDefault(name, "");
        return word.equals("(null)") ? "" : word;
    }

    static List<String> words(Map<String, String> fields, String name) {
        String word = word(fields, name);
        return word.isEmpty() ? List.of() : List.of(word.split(",", -1));
    }
}
