package org.blackfish.cli;

import java.util.Locale;

/** Sizes of files in decimal units, as the pages show them. */
final class Sizes {
    private Sizes() {}

    static String words(long bytes) {
        if (bytes < 1_000_000) {
            return bytes / 1_000 + " kB";
        }
        return bytes < 1_000_000_000
                ? String.format(Locale.ROOT, "%.0f MB", bytes / 1e6)
                : String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
    }
}
