package org.blackfish.transport;

/** How a command ended: exit code (128+n for signal n), and its two streams kept apart. */
public record Outcome(int exit, String stdout, String stderr) {
    public boolean succeeded() {
        return exit == 0;
    }

    /** The last lines of what it said, from stderr or, when that is empty, stdout; at most 2,000 characters. */
    public String said() {
        String text = stderr.isBlank() ? stdout.strip() : stderr.strip();
        return text.length() <= 2000 ? text : "…" + text.substring(text.length() - 2000);
    }
}
