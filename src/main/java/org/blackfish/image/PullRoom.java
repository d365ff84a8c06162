package org.blackfish.image;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What room the disk of a folder had when a pull began, in bytes, as the pull's last word tells. */
record PullRoom(Path folder, long free) {
    private static final Pattern LINE = Pattern.compile("(?m)^room (\\d{1,15}) (/.*)$");
    private static final long KIB = 1024;
    private static final double MB = 1e6;
    private static final double GB = 1e9;

    /** What is added to a sentence about a file that did not fit; empty where nothing is known of its disk. */
    static String words(String told, String file) {
        List<PullRoom> rooms = LINE.matcher(told).results().map(PullRoom::of).toList();
        // A program names files in its own folder, which is told last, without a path.
        return rooms.stream()
                .filter(room -> !file.startsWith("/") || Path.of(file).startsWith(room.folder))
                .reduce((first, last) -> last)
                .map(room -> "; " + (room.folder.toString().equals(file) ? "it" : room.folder) + " had "
                        + size(room.free) + " free when the pull began")
                .orElse("");
    }

    private static PullRoom of(MatchResult line) {
        return new PullRoom(Path.of(line.group(2)), Long.parseLong(line.group(1)) * KIB);
    }

    static String size(long bytes) {
        return bytes >= GB
                ? String.format(Locale.ROOT, "%.1f GB", bytes / GB)
                : String.format(Locale.ROOT, "%.1f MB", bytes / MB);
    }
}
