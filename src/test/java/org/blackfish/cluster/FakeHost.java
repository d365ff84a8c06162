package org.blackfish.cluster;

import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.blackfish.transport.Access;
import org.blackfish.transport.Command;
import org.blackfish.transport.Entry;
import org.blackfish.transport.Host;
import org.blackfish.transport.Outcome;

/** A host whose commands answer as the test says, and that keeps what was run; it has no files and no ports. */
final class FakeHost implements Host {
    final List<Command> commands = new ArrayList<>();

    private final Function<Command, Outcome> answer;

    FakeHost(Function<Command, Outcome> answer) {
        this.answer = answer;
    }

    Command last() {
        return commands.getLast();
    }

    @Override
    public String name() {
        return "cluster";
    }

    @Override
    public Outcome run(Command command) {
        commands.add(command);
        return answer.apply(command);
    }

    @Override
    public Socket connect(String node, int port, Duration timeout) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Entry> find(Path path) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Entry> list(Path folder) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<Path, Path> realPaths(Collection<Path> paths) {
        throw new UnsupportedOperationException();
    }

    @Override
    public byte[] read(Path file, long offset, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void write(Path file, byte[] content, Access access) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean create(Path file, byte[] content, Access access) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void rewrite(Path file, byte[] content) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void makeFolders(Path folder, Access access) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void remove(Path path) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean canWrite(Path folder) {
        throw new UnsupportedOperationException();
    }
}
