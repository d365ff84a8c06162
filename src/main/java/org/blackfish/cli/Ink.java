package org.blackfish.cli;

/** Colours of statuses, on terminals only. */
record Ink(boolean used) {
    private static final String RESET = "\u001B[0m";

    /** The same width on the screen, in the colour of a status. */
    String status(String word, String shown) {
        String colour = colour(word);
        return !used || colour.isEmpty() ? shown : colour + shown + RESET;
    }

    String bold(String text) {
        return used ? "\u001B[1m" + text + RESET : text;
    }

    private static String colour(String word) {
        return switch (word) {
            case "healthy", "completed", "done" -> "\u001B[32m";
            case "submitted", "pending", "starting", "downloading" -> "\u001B[33m";
            case "unhealthy", "failed", "timeout" -> "\u001B[31m";
            case "stopped" -> "\u001B[2m";
            default -> "";
        };
    }
}
