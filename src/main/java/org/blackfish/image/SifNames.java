package org.blackfish.image;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What the names of SIF files tell. */
final class SifNames {
    private static final String SUFFIX = ".sif";

    /** Orders tags so that numbers within them count as numbers: {@code v0.9} before {@code v0.10}. */
    static final Comparator<String> VERSIONS = SifNames::compare;

    private SifNames() {}

    /**
     * The tag in the file's name if the file is of that image. {@code others} are names of other images:
     * {@code foo_bar_1.sif} is not the tag {@code bar_1} of {@code foo} where there is a {@code foo_bar}.
     */
    static Optional<String> tag(String file, String name, List<String> others) {
        String prefix = name + "_";
        boolean ofOther = others.stream().anyMatch(other -> other.startsWith(prefix) && file.startsWith(other + "_"));
        if (ofOther || !file.startsWith(prefix) || !file.endsWith(SUFFIX)) {
            return Optional.empty();
        }
        int end = file.length() - SUFFIX.length();
        return end <= prefix.length() ? Optional.empty() : Optional.of(file.substring(prefix.length(), end));
    }

    private static int compare(String one, String other) {
        String[] left = one.split("(?<=\\d)(?=\\D)|(?<=\\D)(?=\\d)", -1);
        String[] right = other.split("(?<=\\d)(?=\\D)|(?<=\\D)(?=\\d)", -1);
        for (int i = 0; i < Math.min(left.length, right.length); i++) {
            boolean numbers = isNumber(left[i]) && isNumber(right[i]);
            int order =
                    numbers ? new BigInteger(left[i]).compareTo(new BigInteger(right[i])) : left[i].compareTo(right[i]);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.length, right.length);
    }

    private static boolean isNumber(String part) {
        return !part.isEmpty() && part.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
