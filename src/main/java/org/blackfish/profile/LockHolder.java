package org.blackfish.profile;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;

/** Who holds a lock, as its file tells: the account, its machine, what for and since when. */
record LockHolder(String owner, String machine, String purpose, String since, String nonce) {
    /** Most bytes that are read of a lock's file. */
    static final int LONGEST = 4096;

    byte[] bytes() {
        String text = "owner " + owner + "\nhost " + machine + "\npurpose " + purpose + "\nsince " + since + "\nnonce "
                + nonce + "\n";
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The same with a heartbeat for people; what counts is the file's own time. */
    byte[] beat(Instant at) {
        return (new String(bytes(), StandardCharsets.UTF_8) + "heartbeat " + at + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** A file that was caught half written, or spoilt, has a holder without a name. */
    static LockHolder read(byte[] bytes) {
        Map<String, String> lines = new String(bytes, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.indexOf(' ') > 0)
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf(' ')),
                        line -> line.substring(line.indexOf(' ') + 1),
                        (first, second) -> first));
        String nonce = lines.getOrDefault("nonce", "none");
        return new LockHolder(
                lines.getOrDefault("owner", "Somebody"),
                lines.getOrDefault("host", "an unknown host"),
                lines.getOrDefault("purpose", "at work here"),
                lines.getOrDefault("since", "an unknown time"),
                // It becomes part of a file's name.
                nonce.matches("[0-9a-f-]{1,36}") ? nonce : "none");
    }

    String sentence() {
        return owner + " on " + machine + " is " + purpose + " since " + since + "; try again when that is done.";
    }
}
