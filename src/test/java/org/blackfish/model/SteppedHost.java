package org.blackfish.model;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.blackfish.profile.ThisMachine;
import org.blackfish.transport.Entry;
import org.blackfish.transport.Listing;
import org.blackfish.transport.LocalHost;

/** This machine, counting the steps in which it is asked: over SSH each would be a way there and back. */
final class SteppedHost extends ThisMachine {
    private final LocalHost real = new LocalHost();
    private int steps;

    int steps() {
        int taken = steps;
        steps = 0;
        return taken;
    }

    @Override
    public Map<Path, Entry> findAll(Collection<Path> paths) {
        steps++;
        return real.findAll(paths);
    }

    @Override
    public Map<Path, Listing> listAll(Collection<Path> folders) {
        steps++;
        return real.listAll(folders);
    }

    @Override
    public Map<Path, byte[]> readAll(Collection<Path> files, int limit) {
        steps++;
        return real.readAll(files, limit);
    }

    @Override
    public Optional<Entry> find(Path path) {
        steps++;
        return real.find(path);
    }

    @Override
    public List<Entry> list(Path folder) {
        steps++;
        return real.list(folder);
    }

    @Override
    public byte[] read(Path file, long offset, int limit) {
        steps++;
        return real.read(file, offset, limit);
    }
}
