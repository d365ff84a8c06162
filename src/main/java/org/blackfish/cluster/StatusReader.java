package org.blackfish.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How full a cluster is, by what {@code sinfo}, {@code scontrol show node} and {@code squeue} print; pure. */
final class StatusReader {
    private StatusReader() {}

    static List<String> partitions() {
        return List.of("sinfo", "--noheader", "--format=" + String.join(Rows.SEPARATOR, "%R", "%a", "%l"));
    }

    static List<String> nodes() {
        return List.of("scontrol", "show", "node", "--details", "--oneliner");
    }

    static List<String> jobs() {
        return List.of(
                "squeue",
                "--noheader",
                "--states=PENDING,RUNNING",
                "--format=" + String.join(Rows.SEPARATOR, "%P", "%T", "%r"));
    }

    static ClusterStatus read(String partitions, String nodes, String jobs, Instant at) {
        Map<String, List<NodeFields>> members = new TreeMap<>();
        for (NodeFields node : NodeFields.all(nodes)) {
            for (String partition : node.words("Partitions")) {
                members.computeIfAbsent(partition, key -> new ArrayList<>()).add(node);
            }
        }
        Map<String, ClusterStatus.Partition> found = new TreeMap<>();
        for (List<String> row : rows(partitions)) {
            List<NodeFields> own = members.getOrDefault(row.getFirst(), List.of());
            found.put(row.getFirst(), partition(row.getFirst(), up(row.get(1)), Sinfo.limit(row.get(2)), own));
        }
        return new ClusterStatus(List.copyOf(found.values()), queue(rows(jobs)), at);
    }

    private static List<List<String>> rows(String printed) {
        return printed.lines()
                .map(line -> List.of(line.split(Rows.SEPARATOR, -1)))
                .filter(row -> row.size() == 3)
                .toList();
    }

    private static @Nullable Boolean up(String word) {
        return switch (word.strip()) {
            case "up" -> true;
            case "down", "drain", "inact" -> false;
            default -> null;
        };
    }

    private static ClusterStatus.Partition partition(
            String name, @Nullable Boolean up, @Nullable Duration limit, List<NodeFields> nodes) {
        int down = (int) nodes.stream().filter(NodeFields::isDown).count();
        int idle = (int) nodes.stream().filter(NodeFields::isIdle).count();
        return new ClusterStatus.Partition(
                name,
                up,
                nodes.size(),
                idle,
                nodes.size() - down - idle,
                down,
                (int) nodes.stream().mapToLong(NodeFields::cpus).sum(),
                (int) nodes.stream().mapToLong(NodeFields::idleCpus).sum(),
                (int) nodes.stream().mapToLong(node -> node.number("CPUAlloc")).sum(),
                nodes.stream().mapToLong(node -> node.number("RealMemory")).sum(),
                nodes.stream().mapToLong(node -> node.number("AllocMem")).sum(),
                gpus(nodes),
                limit,
                nodes.stream()
                        .flatMap(node -> node.words("ActiveFeatures").stream())
                        .collect(Collectors.toCollection(TreeSet::new))
                        .stream()
                        .toList());
    }

    private static List<ClusterStatus.Gpus> gpus(List<NodeFields> nodes) {
        Map<String, ClusterStatus.Gpus> gpus = new TreeMap<>();
        for (NodeFields node : nodes) {
            Map<String, Integer> used = node.gpus("GresUsed");
            node.gpus("Gres").forEach((type, total) -> {
                int taken = Math.min(total, used.getOrDefault(type, 0));
                int idle = node.isDown() ? 0 : total - taken;
                gpus.merge(
                        type,
                        new ClusterStatus.Gpus(type, total, taken, idle),
                        (one, more) -> new ClusterStatus.Gpus(
                                type, one.total() + more.total(), one.used() + more.used(), one.idle() + more.idle()));
            });
        }
        return List.copyOf(gpus.values());
    }

    private static Map<String, ClusterStatus.Jobs> queue(List<List<String>> rows) {
        Map<String, Map<String, Integer>> reasons = new TreeMap<>();
        Map<String, Integer> running = new TreeMap<>();
        for (List<String> row : rows) {
            for (String partition : row.getFirst().split(",", -1)) {
                Map<String, Integer> waiting = reasons.computeIfAbsent(partition, key -> new TreeMap<>());
                if (row.get(1).equals("RUNNING")) {
                    running.merge(partition, 1, Integer::sum);
                } else {
                    waiting.merge(row.get(2), 1, Integer::sum);
                }
            }
        }
        Map<String, ClusterStatus.Jobs> queue = new TreeMap<>();
        reasons.forEach((partition, waiting) -> queue.put(
                partition,
                new ClusterStatus.Jobs(
                        running.getOrDefault(partition, 0),
                        waiting.values().stream().mapToInt(Integer::intValue).sum(),
                        waiting)));
        return queue;
    }
}
