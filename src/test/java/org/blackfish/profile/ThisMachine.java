package org.blackfish.profile;

import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.blackfish.transport.Access;
import org.blackfish.transport.Command;
import org.blackfish.transport.Entry;
import org.blackfish.transport.Host;
import org.blackfish.transport.LocalHost;
import org.blackfish.transport.Outcome;

/** This machine for every profile; a test changes what it wants to be otherwise. */
public class ThisMachine extends Hosts implements Host {
    private final Host real = new LocalHost();

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
        return real.find(path);
    }

    @Override
    public List<Entry> list(Path folder) {
        return real.list(folder);
    }

    @Override
    public byte[] read(Path file, long offset, int limit) {
        return real.read(file, offset, limit);
    }

    @Override
    public void write(Path file, byte[] content, Access access) {
        real.write(file, content, access);
    }

    @Override
    public boolean create(Path file, byte[] content, Access access) {
        return real.create(file, content, access);
    }

    @Override
    public void rewrite(Path file, byte[] content) {
        real.rewrite(file, content);
    }

    @Override
    public void makeFolders(Path folder, Access access) {
        real.makeFolders(folder, access);
    }

    @Override
    public void remove(Path path) {
        real.remove(path);
    }

    @Override
    public Map<Path, Path> realPaths(Collection<Path> paths) {
        return real.realPaths(paths);
    }

    @Override
    public boolean canWrite(Path folder) {
        return real.canWrite(folder);
    }
}
