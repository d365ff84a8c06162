package org.blackfish.cli;

/** One line on a terminal that says how far long work is, and is wiped when it has ended; nothing elsewhere. */
final class Progress implements AutoCloseable {
    private static final int BAR = 24;

    private final World world;
    private int shown;

    Progress(World world) {
        this.world = world;
    }

    boolean isShown() {
        return world.terminal().errors();
    }

    void show(String text) {
        if (!isShown()) {
            return;
        }
        int room = Math.min(world.terminal().columns(), 200) - 1;
        String line = Plain.line(text);
        String cut = line.length() <= room ? line : line.substring(0, room);
        world.err().print("\r" + cut + " ".repeat(Math.max(0, shown - cut.length())));
        world.err().flush();
        shown = cut.length();
    }

    /** A bar, where the whole is known. */
    static String bar(long done, long total) {
        if (total <= 0) {
            return Sizes.words(done);
        }
        int full = (int) Math.min(BAR, BAR * done / total);
        return "[" + "#".repeat(full) + "-".repeat(BAR - full) + "] " + Math.min(100, 100 * done / total) + " % of "
                + Sizes.words(total);
    }

    /** A remark on a line of its own. */
    void note(String text) {
        close();
        world.note(text);
    }

    @Override
    public void close() {
        if (shown > 0) {
            world.err().print("\r" + " ".repeat(shown) + "\r");
            world.err().flush();
            shown = 0;
        }
    }
}
