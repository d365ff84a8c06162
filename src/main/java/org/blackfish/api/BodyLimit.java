package org.blackfish.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.function.Supplier;
import org.blackfish.settings.Settings;

/** Refuses a body above the limit: by its announced length before a byte is read, else as soon as it is passed. */
@Provider
@PreMatching
@ApplicationScoped
public class BodyLimit implements ContainerRequestFilter {
    private static final int TOO_LARGE = 413;

    private final long most;

    @Inject
    BodyLimit(Settings settings) {
        this.most = settings.maxBodyBytes();
    }

    @Override
    public void filter(ContainerRequestContext request) {
        String length = request.getHeaderString("Content-Length");
        if (length != null && isMore(length, most)) {
            throw refusal(most);
        }
        request.setEntityStream(new Counted(request.getEntityStream(), most, () -> refusal(most)));
    }

    static boolean isMore(String length, long most) {
        return !length.matches("\\d{1,18}") || Long.parseLong(length) > most;
    }

    private static ClientErrorException refusal(long most) {
        return new ClientErrorException(
                String.format(
                        Locale.ROOT,
                        "The body is larger than %,d bytes, the most that is taken; send less, or start Blackfish with"
                                + " a larger BLACKFISH_MAX_BODY_SIZE.",
                        most),
                TOO_LARGE);
    }

    /** A stream that ends with an exception when it is longer than it may be. */
    static final class Counted extends FilterInputStream {
        private final Supplier<RuntimeException> refusal;
        private long left;

        Counted(InputStream stream, long most, Supplier<RuntimeException> refusal) {
            super(stream);
            this.left = most;
            this.refusal = refusal;
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            count(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            count(Math.max(read, 0));
            return read;
        }

        private void count(int read) {
            left -= read;
            if (left < 0) {
                throw refusal.get();
            }
        }
    }
}
