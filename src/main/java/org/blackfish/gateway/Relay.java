package org.blackfish.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Moves an answer from the engine to the caller, piece by piece as it comes. */
final class Relay {
    private static final int LARGEST_PIECE = 16 * 1024;

    private Relay() {}

    /** How a relay ended. */
    enum End {
        COMPLETE,
        ENGINE_BROKE_OFF,
        CALLER_GONE
    }

    /**
     * Pumps until the engine's answer ends or one side breaks. One read is one write and one flush: {@code from} never
     * gives two of the engine's chunks at once, so none is merged with another or waits for it.
     */
    static End pump(InputStream from, OutputStream to) {
        byte[] piece = new byte[LARGEST_PIECE];
        while (true) {
            int length;
            try {
                length = from.read(piece);
            } catch (IOException e) {
                return End.ENGINE_BROKE_OFF;
            }
            if (length < 0) {
                return End.COMPLETE;
            }
            try {
                to.write(piece, 0, length);
                to.flush();
            } catch (IOException e) {
                return End.CALLER_GONE;
            }
        }
    }
}
