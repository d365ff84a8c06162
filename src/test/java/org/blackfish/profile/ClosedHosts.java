package org.blackfish.profile;

import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.blackfish.problem.AccessRefused;
import org.blackfish.transport.Access;
import org.blackfish.transport.Command;
import org.blackfish.transport.Entry;
import org.blackfish.transport.Host;
import org.blackfish.transport.LocalHost;
import org.blackfish.transport.Outcome;

/** This machine with folders that refuse us, which root could not be shown by file modes; counts listings. */
public final class ClosedHosts extends Hosts implements Host {
    private final Host real = new LocalHost();
    private Path closed = Path.of("/none");
    private int listings;

    public void close(Path folder) {
        closed = folder;
    }

    public int listings() {
        return listings;
    }

    @Override
    public Host of(Profile profile) {
        return this;
    }

    @Override
    public String name() {
        return real.name();
    }

    @Override
    public Outcome run(Command command) {
        return real.run(command);
    }

    @Override
    public Socket connect(String node, int port, Duration timeout) {
        return real.connect(node, port, timeout);
    }

    @Override
    public Optional<Entry> find(Path path) {
        // As with real modes: the closed folder itself can be seen, what lies in it cannot.
        return isClosed(path) && !path.equals(closed) ? Optional.empty() : real.find(path);
    }

    @Override
    public List<Entry> list(Path folder) {
        listings++;
        check(folder);
        return real.list(folder);
    }

    @Override
    public byte[] read(Path file, long offset, int limit) {
        check(file);
        return real.read(file, offset, limit);
    }

    @Override
    public void write(Path file, byte[] content, Access access) {
        check(file);
        real.write(file, content, access);
    }

    @Override
    public boolean create(Path file, byte[] content, Access access) {
        if (file.equals(closed)) {
            return false;
        }
        check(file);
        return real.create(file, content, access);
    }

    @Override
    public void rewrite(Path file, byte[] content) {
        check(file);
        real.rewrite(file, content);
    }

    @Override
    public void makeFolders(Path folder, Access access) {
        check(folder);
        real.makeFolders(folder, access);
    }

    @Override
    public void remove(Path path) {
        check(path);
        real.remove(path);
    }

    @Override
    public boolean canWrite(Path folder) {
        return !isClosed(folder) && real.canWrite(folder);
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
