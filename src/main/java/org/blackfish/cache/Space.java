package org.blackfish.cache;

import java.util.Optional;

/** Room on the disk of a folder, in bytes, and the disk's own name. */
public record Space(String disk, long total, long free) {
    private static final int FIELDS = 6;

    /** From {@code df -P -B1 FOLDER}. */
    static Optional<Space> parse(String printed) {
        String[] lines = printed.strip().split("\n", -1);
        if (lines.length < 2) {
            return Optional.empty();
        }
        String[] fields = lines[1].strip().split("\\s+", FIELDS);
        boolean numbers = fields.length == FIELDS && fields[1].matches("\\d{1,18}") && fields[3].matches("\\d{1,18}");
        return numbers
                ? Optional.of(new Space(fields[0], Long.parseLong(fields[1]), Long.parseLong(fields[3])))
                : Optional.empty();
    }
}
