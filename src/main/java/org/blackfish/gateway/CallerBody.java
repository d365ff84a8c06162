package org.blackfish.gateway;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The caller's request body; its failures are told apart from the engine's by {@link CallerGone}. */
final class CallerBody extends FilterInputStream {
    CallerBody(InputStream body) {
        super(body);
    }

    @Override
    public int read() throws IOException {
        try {
            return super.read();
        } catch (IOException e) {
            throw new CallerGone(e);
        }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
            return super.read(bytes, offset, length);
        } catch (IOException e) {
            throw new CallerGone(e);
        }
    }
}
