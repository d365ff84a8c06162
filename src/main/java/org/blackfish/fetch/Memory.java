package org.blackfish.fetch;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;

/** A body in memory, up to a limit; what is longer is a failure. */
final class Memory extends Sink {
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final long limit;
    private final Failure tooLong;

    Memory(long limit, Failure tooLong) {
        this.limit = limit;
        this.tooLong = tooLong;
    }

    Memory(long limit) {
        this(
                limit,
                new Failure(
                        Failure.Kind.HUB,
                        "The hub's answer is longer than " + limit + " bytes, which it should not be."));
    }

    @Override
    void take(List<ByteBuffer> bytes) {
        for (ByteBuffer buffer : bytes) {
            if (kept.size() + buffer.remaining() > limit) {
                throw tooLong;
            }
            byte[] copy = new byte[buffer.remaining()];
            buffer.get(copy);
            kept.write(copy, 0, copy.length);
        }
    }

    @Override
    byte[] whole() {
        return kept.toByteArray();
    }
}
