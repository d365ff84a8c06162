package org.blackfish.cluster;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code scontrol show node} prints of one node, as far as it tells how full it is. */
record NodeFields(Map<String, String> fields) {
    private static final Set<String> DOWN =
            Set.of("DOWN", "DRAIN", "DRAINED", "DRAINING", "FAIL", "ERROR", "UNKNOWN", "NOT_RESPONDING", "MAINTENANCE");
    private static final Pattern GPU = Pattern.compile("(?:^|,)gpu:(?:([^:,()]+):)?(\\d{1,6})(?=[,(]|$)");

    Set<String> states() {
        return Set.copyOf(Arrays.asList(Scontrol.word(fields, "State").split("[*+]+")));
    }

    boolean isDown() {
        return states().stream().anyMatch(DOWN::contains);
    }

    boolean isIdle() {
        return !isDown() && states().contains("IDLE");
    }

    long number(String name) {
        return Scontrol.number(fields, name, 0);
    }

    int cpus() {
        return (int) Scontrol.number(fields, "CPUEfctv", number("CPUTot"));
    }

    int idleCpus() {
        return isDown() ? 0 : Math.max(0, cpus() - (int) number("CPUAlloc"));
    }

    Map<String, Integer> gpus(String field) {
        Map<String, Integer> gpus = new TreeMap<>();
        Matcher gpu = GPU.matcher(Scontrol.word(fields, field));
        while (gpu.find()) {
            gpus.merge(gpu.group(1) == null ? "gpu" : gpu.group(1), Integer.valueOf(gpu.group(2)), Integer::sum);
        }
        return gpus;
    }
}
