package org.blackfish.profile;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.blackfish.problem.AccessRefused;
import org.blackfish.transport.Access;
import org.blackfish.transport.Entry;

/** This machine with folders that refuse us, which root could not be shown by file modes; counts listings. */
public final class ClosedHosts extends ThisMachine {
    private Path closed = Path.of("/none");
    private int listings;

    public void close(Path folder) {
        closed = folder;
    }

    public int listings() {
        return listings;
    }

    @Override
    public Optional<Entry> find(Path path) {
        // As with real modes: the closed folder itself can be seen, what lies in it cannot.
        return isClosed(path) && !path.equals(closed) ? Optional.empty() : super.find(path);
    }

    @Override
    public List<Entry> list(Path folder) {
        listings++;
        check(folder);
        return super.list(folder).stream().map(this::seen).toList();
    }

    /** A link into the closed folder leads nowhere that we see. */
    private Entry seen(Entry entry) {
        return entry.symlink() && leadsInto(entry.path())
                ? new Entry(entry.path(), Entry.Kind.CLOSED, 0, Instant.EPOCH, true, null)
                : entry;
    }

    private boolean leadsInto(Path path) {
        Path real = super.realPaths(List.of(path)).getOrDefault(path, path);
        Path there = super.realPaths(List.of(closed)).getOrDefault(closed, closed);
        return Files.isDirectory(closed) && real.startsWith(there);
    }

    @Override
    public byte[] read(Path file, long offset, int limit) {
        check(super.realPaths(List.of(file)).getOrDefault(file, file));
        return super.read(file, offset, limit);
    }

    @Override
    public void write(Path file, byte[] content, Access access) {
        check(file);
        super.write(file, content, access);
    }

    @Override
    public boolean create(Path file, byte[] content, Access access) {
        if (file.equals(closed)) {
            return false;
        }
        check(file);
        return super.create(file, content, access);
    }

    @Override
    public void rewrite(Path file, byte[] content) {
        check(file);
        super.rewrite(file, content);
    }

    @Override
    public void makeFolders(Path folder, Access access) {
        check(folder);
        super.makeFolders(folder, access);
    }

    @Override
    public void remove(Path path) {
        check(path);
        super.remove(path);
    }

    @Override
    public boolean canWrite(Path folder) {
        return !isClosed(folder) && super.canWrite(folder);
    }

    private boolean isClosed(Path path) {
        return path.startsWith(closed);
    }

    private void check(Path path) {
        if (isClosed(path)) {
            throw new AccessRefused(path.toString(), path + " may not be read or written by this account.");
        }
    }
}
