package org.blackfish.gateway;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Path;
import java.util.Optional;
import org.blackfish.problem.InvalidInput;

/** The beginning of a body, read only as far as its {@code model}; the engine gets it and then the rest, unchanged. */
final class BodyStart implements Closeable {
    private static final int PIECE = 16 * 1024;

    private final InputStream rest;
    private final Spool spool;
    private final ModelScanner scanner;

    private BodyStart(InputStream rest, Spool spool, ModelScanner scanner) {
        this.rest = rest;
        this.spool = spool;
        this.scanner = scanner;
    }

    /**
     * Reads until the model is found, the body ends, or {@code most} bytes were read without finding it, which is an
     * {@link InvalidInput}. Large beginnings lie in {@code folder} meanwhile.
     */
    static BodyStart read(InputStream body, String contentType, Path folder, long most) throws IOException {
        BodyStart start = new BodyStart(body, new Spool(folder), ModelScanner.forType(contentType));
        try {
            start.readOn(most);
            return start;
        } catch (IOException | RuntimeException e) {
            start.close();
            throw e;
        }
    }

    private void readOn(long most) throws IOException {
        byte[] piece = new byte[PIECE];
        while (!scanner.isDone()) {
            int length = rest.read(piece);
            if (length < 0) {
                return;
            }
            spool.add(piece, length);
            scanner.feed(piece, length);
            if (spool.size() > most && !scanner.isDone()) {
                throw new InvalidInput(
                        "model",
                        "The first " + most / (1024 * 1024) + " MiB of the body hold no \"model\"; put it before the"
                                + " large fields, or call /services/{name}/v1/….");
            }
        }
    }

    Optional<String> model() {
        return scanner.model().filter(name -> !name.isBlank());
    }

    /** The whole body; to be called once. */
    InputStream whole() {
        return new SequenceInputStream(spool.content(), rest);
    }

    @Override
    public void close() {
        spool.close();
    }
}
