package org.blackfish.image;

import java.util.Optional;

/** The sign of life that a running pull writes each second: how far it is and how many bytes that phase has made. */
record Beat(PullPhase phase, long bytes) {
    /** Empty when it is not what a pull writes, such as a file that a full disk left empty. */
    static Optional<Beat> parse(String text) {
        String[] words = text.strip().split(" ", -1);
        if (words.length != 3 || !words[2].matches("\\d{1,18}")) {
            return Optional.empty();
        }
        return PullPhase.of(words[1]).map(phase -> new Beat(phase, Long.parseLong(words[2])));
    }
}
