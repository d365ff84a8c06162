package org.blackfish.rules;

import java.util.List;
import java.util.Set;

/** The packages from low to high, as {@code docs/adr/0002-layers.md} draws them. */
final class Layers {
    /** Each entry is a group; a package may use those of earlier groups, never its own group's. */
    static final List<Set<String>> GROUPS = List.of(
            Set.of("problem", "fetch"),
            Set.of("settings"),
            Set.of("transport", "database"),
            Set.of("profile"),
            Set.of("cluster"),
            Set.of("hub"),
            Set.of("tier", "image", "model", "files"),
            Set.of("service", "batch"),
            Set.of("cache"),
            Set.of("security", "wire"),
            Set.of("gateway", "api", "web", "waiting", "root"),
            Set.of("app"));

    static final Set<String> SURFACES = Set.of("security", "wire", "gateway", "api", "web", "waiting", "root");

    private Layers() {}

    static String name(String packageName) {
        String[] parts = packageName.split("\\.", -1);
        return parts.length > 2 ? parts[2] : "";
    }

    static int rank(String name) {
        for (int i = 0; i < GROUPS.size(); i++) {
            if (GROUPS.get(i).contains(name)) {
                return i;
            }
        }
        return -1;
    }

    /** Whether code of package {@code from} may name a type of package {@code to}. */
    static boolean mayUse(String from, String to) {
        if (from.equals(to)) {
            return true;
        }
        if (from.equals("wire")) {
            return false;
        }
        if (from.equals("cli")) {
            return to.equals("wire");
        }
        if (from.equals("web") && to.equals("wire")) {
            return false;
        }
        return rank(to) >= 0 && rank(from) > rank(to);
    }
}
