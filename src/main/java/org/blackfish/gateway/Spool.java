package org.blackfish.gateway;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Bytes kept to be sent later: up to 1 MiB in memory, beyond that in a 0600 file without a name. Where the file fails
 * that is a {@link SpoolFailure}, so that nobody takes it for a connection that broke.
 */
final class Spool implements Closeable {
    private static final System.Logger LOG = System.getLogger("org.blackfish.gateway");
    private static final int MOST_IN_MEMORY = 1024 * 1024;
    /** The JDK keeps a buffer outside of the heap as large as the largest piece that a thread ever wrote. */
    private static final int LARGEST_PIECE = 16 * 1024;

    private final Path folder;
    private final ByteArrayOutputStream memory = new ByteArrayOutputStream();
    private @Nullable FileChannel file;
    private long size;

    Spool(Path folder) {
        this.folder = folder;
    }

    void add(byte[] bytes, int length) {
        size += length;
        if (file == null && size <= MOST_IN_MEMORY) {
            memory.write(bytes, 0, length);
            return;
        }
        try {
            FileChannel channel = file == null ? moveToFile() : file;
            write(channel, ByteBuffer.wrap(bytes, 0, length));
        } catch (IOException e) {
            throw new SpoolFailure(folder, e);
        }
    }

    private FileChannel moveToFile() throws IOException {
        // On Linux DELETE_ON_CLOSE takes the name away at once, so that not even a KILL leaves the file behind.
        FileChannel channel = FileChannel.open(
                folder.resolve("body-" + UUID.randomUUID()),
                Set.of(
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.DELETE_ON_CLOSE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        file = channel;
        write(channel, ByteBuffer.wrap(memory.toByteArray()));
        memory.reset();
        return channel;
    }

    private static void write(FileChannel channel, ByteBuffer bytes) throws IOException {
        int end = bytes.limit();
        while (bytes.position() < end) {
            bytes.limit(Math.min(end, bytes.position() + LARGEST_PIECE));
            channel.write(bytes);
        }
    }

    long size() {
        return size;
    }

    /** All bytes from the first on; to be called once, when nothing more is added. */
    InputStream content() {
        FileChannel kept = file;
        if (kept == null) {
            return new ByteArrayInputStream(memory.toByteArray());
        }
        try {
            return new Kept(Channels.newInputStream(kept.position(0)));
        } catch (IOException e) {
            throw new SpoolFailure(folder, e);
        }
    }

    @Override
    public void close() {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            // All that was needed has been read; the file has no name that could stay behind.
            LOG.log(System.Logger.Level.DEBUG, "A spooled body could not be closed", e);
        }
    }

    /** What lies in the file. */
    private final class Kept extends FilterInputStream {
        Kept(InputStream bytes) {
            super(bytes);
        }

        @Override
        public int read() {
            try {
                return super.read();
            } catch (IOException e) {
                throw new SpoolFailure(folder, e);
            }
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            try {
                return super.read(into, offset, length);
            } catch (IOException e) {
                throw new SpoolFailure(folder, e);
            }
        }
    }
}
