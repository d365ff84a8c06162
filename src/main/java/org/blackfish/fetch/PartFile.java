package org.blackfish.fetch;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A file that is filled in several places at once. Behind the content lies, until it is whole, how far each part is, so
 * that one file alone tells where to go on; what is written is noted right after it.
 */
final class PartFile implements Closeable {
    /** Bytes of a part, and of a request. */
    static final long PART = 32L << 20;

    private static final long MAGIC = 0x6266_7061_7274_7331L;
    private static final int HEAD = 2 * Long.BYTES;
    private static final long SMALLEST = 1L << 20;

    private final FileChannel channel;
    private final long size;
    private final long part;
    private final AtomicLongArray done;

    private PartFile(FileChannel channel, long size, long part, AtomicLongArray done) {
        this.channel = channel;
        this.size = size;
        this.part = part;
        this.done = done;
    }

    /** Goes on with what lies there if it is of this size and form, else begins anew; never through a link. */
    static PartFile open(Path file, long size, long part) throws IOException {
        FileChannel channel = FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS);
        try {
            if (size > 0 && channel.size() == size) {
                return complete(channel, size);
            }
            long known = partOf(channel, size);
            PartFile opened = known > 0 ? read(channel, size, known) : fresh(channel, size, part);
            opened.check();
            return opened;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Its notes were taken away and it did not get its name: the checksum tells whether it is whole. */
    private static PartFile complete(FileChannel channel, long size) {
        return new PartFile(channel, size, size, new AtomicLongArray(new long[] {size}));
    }

    private static long partOf(FileChannel channel, long size) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(HEAD);
        if (channel.size() < size + HEAD || !fill(channel, head, size) || head.getLong(0) != MAGIC) {
            return 0;
        }
        long part = head.getLong(Long.BYTES);
        boolean fits = part >= SMALLEST && channel.size() == size + HEAD + count(size, part) * Long.BYTES;
        return fits || part == size ? part : 0;
    }

    private static PartFile read(FileChannel channel, long size, long part) throws IOException {
        int count = Math.toIntExact(count(size, part));
        ByteBuffer notes = ByteBuffer.allocate(count * Long.BYTES);
        fill(channel, notes, size + HEAD);
        AtomicLongArray done = new AtomicLongArray(count);
        for (int i = 0; i < count; i++) {
            done.set(i, Math.clamp(notes.getLong(i * Long.BYTES), 0, length(size, part, i)));
        }
        return new PartFile(channel, size, part, done);
    }

    private static PartFile fresh(FileChannel channel, long size, long part) throws IOException {
        int count = Math.toIntExact(count(size, part));
        channel.truncate(0);
        ByteBuffer notes = ByteBuffer.allocate(HEAD + count * Long.BYTES);
        notes.putLong(MAGIC).putLong(part).position(0);
        put(channel, notes, size);
        return new PartFile(channel, size, part, new AtomicLongArray(count));
    }

    private void check() throws IOException {
        if (channel.size() != size + HEAD + (long) done.length() * Long.BYTES) {
            throw new IOException("the file changed while it was opened");
        }
    }

    int parts() {
        return done.length();
    }

    long start(int index) {
        return index * part;
    }

    long length(int index) {
        return length(size, part, index);
    }

    long done(int index) {
        return done.get(index);
    }

    long done() {
        long sum = 0;
        for (int i = 0; i < done.length(); i++) {
            sum += done.get(i);
        }
        return sum;
    }

    /** How many bytes from the beginning are there without a gap. */
    long prefix() {
        for (int i = 0; i < done.length(); i++) {
            if (done.get(i) < length(i)) {
                return start(i) + done.get(i);
            }
        }
        return size;
    }

    /** Puts bytes behind those of the part; one thread at a time for each part. */
    void append(int index, ByteBuffer bytes) throws IOException {
        int count = bytes.remaining();
        put(channel, bytes, start(index) + done.get(index));
        note(index, done.get(index) + count);
    }

    /** Forgets a part, to fetch it again. */
    void forget(int index) throws IOException {
        note(index, 0);
    }

    private void note(int index, long count) throws IOException {
        ByteBuffer word = ByteBuffer.allocate(Long.BYTES).putLong(0, count);
        put(channel, word, size + HEAD + (long) index * Long.BYTES);
        done.set(index, count);
    }

    /** Bytes from there, at most so many as fit and as are there without a gap. */
    int read(ByteBuffer into, long from) throws IOException {
        into.clear().limit(Math.toIntExact(Math.min(into.capacity(), prefix() - from)));
        return fill(channel, into, from) ? into.flip().remaining() : -1;
    }

    /** Takes the notes away, so that the content alone is left. */
    void whole() throws IOException {
        channel.truncate(size);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static long count(long size, long part) {
        return Math.max(1, (size + part - 1) / part);
    }

    private static long length(long size, long part, int index) {
        return Math.min(part, size - index * part);
    }

    private static void put(FileChannel channel, ByteBuffer bytes, long at) throws IOException {
        long position = at;
        while (bytes.hasRemaining()) {
            position += channel.write(bytes, position);
        }
    }

    private static boolean fill(FileChannel channel, ByteBuffer into, long from) throws IOException {
        long at = from;
        while (into.hasRemaining()) {
            int read = channel.read(into, at);
            if (read < 0) {
                return false;
            }
            at += read;
        }
        return true;
    }
}
