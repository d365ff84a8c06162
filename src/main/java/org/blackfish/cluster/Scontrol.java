package org.blackfish.cluster;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What {@code scontrol} knows of nodes beyond {@code sinfo}: what jobs may really have of them, and their features; pure. */
final class Scontrol {
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
        for (NodeFields node : NodeFields.all(printed)) {
            long cpus = node.cpus();
            long memory = node.number("RealMemory") - node.number("MemSpecLimit");
            if (cpus <= 0 || cpus > Integer.MAX_VALUE || memory <= 0) {
                continue;
            }
            Offer offer = new Offer((int) cpus, memory, node.word("Gres"), node.words("ActiveFeatures"));
            for (String partition : node.words("Partitions")) {
                offers.computeIfAbsent(partition, key -> new LinkedHashMap<>()).merge(offer, 1, Integer::sum);
            }
        }
        return offers;
    }
}
