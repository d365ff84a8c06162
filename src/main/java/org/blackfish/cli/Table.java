package org.blackfish.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows in columns for people; the widest column gives way where the terminal is too narrow. */
final class Table {
    private static final int LEAST = 8;
    private static final String GAP = "  ";

    private final List<String> head;
    private final List<List<String>> rows = new ArrayList<>();

    Table(String... head) {
        this.head = List.of(head);
    }

    Table row(String... cells) {
        rows.add(Arrays.stream(cells).map(Plain::line).toList());
        return this;
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** The lines of the table; cells of a column named STATUS get their colour. */
    List<String> lines(Terminal terminal) {
        int[] widths = widths(terminal.columns());
        Ink ink = new Ink(terminal.colours());
        List<String> lines = new ArrayList<>();
        lines.add(ink.bold(line(head, widths, new Ink(false))));
        rows.forEach(row -> lines.add(line(row, widths, ink)));
        return lines;
    }

    private String line(List<String> cells, int[] widths, Ink ink) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            String shown = padded(cells.get(i), widths[i], i == cells.size() - 1);
            boolean status = head.get(i).equals("STATUS");
            line.append(i == 0 ? "" : GAP).append(status ? ink.status(cells.get(i), shown) : shown);
        }
        return line.toString();
    }

    private static String padded(String text, int width, boolean last) {
        String cut = text.length() <= width ? text : text.substring(0, width - 1) + "…";
        return last ? cut : cut + " ".repeat(width - cut.length());
    }

    private int[] widths(int columns) {
        int[] widths = new int[head.size()];
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            widths[i] = rows.stream()
                    .mapToInt(row -> row.get(column).length())
                    .reduce(head.get(i).length(), Math::max);
        }
        int wanted = Arrays.stream(widths).sum() + GAP.length() * (widths.length - 1);
        while (wanted > columns) {
            int widest = widest(widths);
            if (widths[widest] <= LEAST) {
                break;
            }
            widths[widest]--;
            wanted--;
        }
        return widths;
    }

    /** The first column holds what one copies, so it is never cut. */
    private static int widest(int[] widths) {
        int widest = widths.length - 1;
        for (int i = 1; i < widths.length; i++) {
            widest = widths[i] > widths[widest] ? i : widest;
        }
        return widest;
    }
}
