package org.blackfish.image;

import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.blackfish.profile.Hosts;
import org.blackfish.profile.Profile;
import org.blackfish.transport.Access;
import org.blackfish.transport.Command;
import org.blackfish.transport.Entry;
import org.blackfish.transport.Host;
import org.blackfish.transport.LocalHost;
import org.blackfish.transport.Outcome;

/** This machine with another {@code PATH}: the programs of a folder come first, or are all there are. */
final class ProgramHosts extends Hosts implements Host {
    private final Host real = new LocalHost();
    private final String path;

    ProgramHosts(Path programs) {
        this.path = programs + ":" + System.getenv("PATH");
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
        // A program is looked up on the PATH of this JVM; env looks it up again, on the new one.
        List<String> argv = new ArrayList<>(List.of("env"));
        argv.addAll(command.argv());
        Command found =
                new Command(argv, command.stdin(), command.environment(), command.deadline(), command.endsItself());
        return real.run(found.with("PATH", path));
    }

    @Override
    public Socket connect(String node, int port, Duration timeout) {
        return real.connect(node, port, timeout);
    }

    @Override
    public Optional<Entry> find(Path file) {
        return real.find(file);
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
    public void remove(Path file) {
        real.remove(file);
    }

    @Override
    public boolean canWrite(Path folder) {
        return real.canWrite(folder);
    }
}
