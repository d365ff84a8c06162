package org.blackfish.fetch;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One file of a repository as the hub lists it.
 *
 * @param path in the repository, with {@code /}
 * @param etag the name of its blob: SHA-256 of a large file, the Git blob's SHA-1 of any other
 * @param large whether the hub keeps it outside of Git, and {@code etag} is its SHA-256
 */
public record Piece(String path, long size, String etag, boolean large) {
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern SHA_1 = Pattern.compile("[0-9a-f]{40}");
    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_PATH = 1000;

    public Piece {
        String wrong = wrong(path);
        if (!wrong.isEmpty()) {
            throw new Failure(
                    Failure.Kind.HUB,
                    "The hub lists a file \"" + shown(path) + "\", which " + wrong + "; nothing of it is written.");
        }
        if (!(large ? SHA_256 : SHA_1).matcher(etag).matches() || size < 0) {
            throw new Failure(
                    Failure.Kind.HUB,
                    "The hub lists " + shown(path) + " with the checksum \"" + shown(etag) + "\" and " + size
                            + " bytes, which cannot be right; nothing of it is written.");
        }
    }

    /** Why a path of the hub is not one to write to, empty when it is. */
    private static String wrong(String path) {
        if (path.isEmpty() || path.startsWith("/")) {
            return "does not lie in the repository";
        }
        if (path.getBytes(StandardCharsets.UTF_8).length > LONGEST_PATH) {
            return "has a name too long for a disk";
        }
        if (path.chars().anyMatch(letter -> Character.isISOControl(letter) || letter == '\\')) {
            return "holds a control character or backslash";
        }
        for (String name : path.split("/", -1)) {
            if (Set.of("", ".", "..").contains(name)) {
                return "leads out of its folder";
            }
            if (name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
                return "has a name too long for a disk";
            }
        }
        return "";
    }

    static String shown(String text) {
        String clean = text.replaceAll("\\p{Cntrl}", "?");
        return clean.length() <= 100 ? clean : clean.substring(0, 100) + "…";
    }

    /** The names of their blobs. */
    static Set<String> etags(List<Piece> pieces) {
        return pieces.stream().map(Piece::etag).collect(Collectors.toSet());
    }
}
