package org.blackfish.fetch;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The checksums that a hub names its files by. */
final class Sums {
    private Sums() {}

    /** One that is fed with the content: SHA-256, or SHA-1 as Git reckons it, whose header is in it already. */
    static MessageDigest of(Piece piece) {
        MessageDigest digest = digest(piece.large() ? "SHA-256" : "SHA-1");
        if (!piece.large()) {
            digest.update(("blob " + piece.size() + "\0").getBytes(StandardCharsets.US_ASCII));
        }
        return digest;
    }

    static boolean match(Piece piece, MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest()).equals(piece.etag());
    }

    private static MessageDigest digest(String name) {
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has " + name, e);
        }
    }
}
