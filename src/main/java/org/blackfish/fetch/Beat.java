package org.blackfish.fetch;

import java.util.Optional;

/**
 * How far a transfer is; written twice a second.
 *
 * @param rate bytes a second over the last seconds
 * @param note why it waits, empty while it goes on
 */
public record Beat(long count, long bytesDone, long bytesTotal, int filesDone, int filesTotal, long rate, String note) {
    /** Its name in the folder of a transfer. */
    public static final String FILE = "beat";

    private static final int FIELDS = 7;

    String text() {
        return count + " " + bytesDone + " " + bytesTotal + " " + filesDone + " " + filesTotal + " " + rate + " " + note
                + "\n";
    }

    /** Empty when it is not what a transfer writes, such as a file that a full disk left empty. */
    public static Optional<Beat> parse(String text) {
        String[] words = text.strip().split(" ", FIELDS);
        try {
            return words.length < FIELDS - 1
                    ? Optional.empty()
                    : Optional.of(new Beat(
                            Long.parseLong(words[0]),
                            Long.parseLong(words[1]),
                            Long.parseLong(words[2]),
                            Integer.parseInt(words[3]),
                            Integer.parseInt(words[4]),
                            Long.parseLong(words[5]),
                            words.length == FIELDS ? words[6] : ""));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
