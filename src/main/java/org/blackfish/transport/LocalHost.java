package org.blackfish.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.blackfish.problem.AccessRefused;
import org.blackfish.problem.HostUnreachable;
import org.blackfish.problem.ProblemException;
import org.blackfish.problem.UnknownItem;
import org.jspecify.annotations.Nullable;

/** This machine: processes by argv, files by the file system, ports by a socket. */
public final class LocalHost implements Host {
    private final ProcessRunner processes = new ProcessRunner("localhost");

    @Override
    public String name() {
        return "localhost";
    }

    @Override
    public Outcome run(Command command) {
        return processes.run(command);
    }

    @Override
    public Socket connect(String node, int port, Duration timeout) {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(node, port), Math.toIntExact(timeout.toMillis()));
            socket.setTcpNoDelay(true);
            return socket;
        } catch (IOException e) {
            close(socket);
            throw new HostUnreachable(
                    node, "Port " + port + " of " + node + " did not answer: " + e.getMessage() + ".", e);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException ignored) {
            // The connect failure is what matters; a socket that never connected holds nothing.
        }
    }

    @Override
    public Optional<Entry> find(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS) ? Optional.of(LocalLook.entry(path)) : Optional.empty();
    }

    @Override
    public List<Entry> list(Path folder) {
        try (var paths = Files.list(folder)) {
            return paths.map(LocalLook::entry)
                    .sorted(Comparator.comparing(Entry::name))
                    .toList();
        } catch (IOException e) {
            throw problem(folder, e);
        }
    }

    @Override
    public Map<Path, Entry> findAll(Collection<Path> paths) {
        return Many.each(paths, LocalLook::seen);
    }

    @Override
    public Map<Path, Path> realPaths(Collection<Path> paths) {
        return Many.each(paths, LocalHost::real);
    }

    private static @Nullable Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException nowhere) {
            return null;
        }
    }

    @Override
    public Map<Path, Listing> listAll(Collection<Path> folders) {
        return Many.each(folders, LocalHost::listing);
    }

    private static @Nullable Listing listing(Path folder) {
        try {
            return new Listing(LocalLook.children(folder), null);
        } catch (IOException e) {
            return problem(folder, e) instanceof AccessRefused refused ? new Listing(List.of(), refused) : null;
        }
    }

    @Override
    public long[] modified(List<Path> paths) {
        return Many.numbers(paths, LocalLook::modified);
    }

    @Override
    public Map<Path, byte[]> readAll(Collection<Path> files, int limit) {
        return Many.each(files, file -> Host.super.readAll(List.of(file), limit).get(file));
    }

    @Override
    public byte[] read(Path file, long offset, int limit) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            int size = (int) Math.max(0, Math.min(limit, channel.size() - offset));
            ByteBuffer buffer = ByteBuffer.allocate(size);
            while (buffer.hasRemaining() && channel.read(buffer, offset + buffer.position()) > 0) {
                // Short reads happen on network file systems; go on until full or at the end.
            }
            byte[] read = new byte[buffer.position()];
            buffer.flip().get(read);
            return read;
        } catch (IOException e) {
            throw problem(file, e);
        }
    }

    @Override
    public void write(Path file, byte[] content, Access access) {
        replace(
                file,
                content,
                temporary -> Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString(access.file())));
    }

    @Override
    public void rewrite(Path file, byte[] content) {
        Path end = end(file);
        // Java reads no POSIX access lists; cp copies them with the mode, and forgives an owner that we may not set.
        replace(end, content, temporary -> {
            Outcome outcome = run(Command.of(
                    Duration.ofSeconds(20),
                    "cp",
                    "--attributes-only",
                    "--preserve=mode,ownership",
                    "--",
                    end.toString(),
                    temporary.toString()));
            if (!outcome.succeeded()) {
                throw new IOException("its mode and group could not be kept, cp says: " + outcome.said());
            }
        });
    }

    /**
     * Whoever made a link wants the file at its end to change, and the link to stay one. Where others may write to its folder,
     * their link may lead to a file of ours that is none of theirs.
     */
    private static Path end(Path file) {
        try {
            if (!Files.isSymbolicLink(file)) {
                return file;
            }
            UserPrincipal maker = Files.getOwner(file, LinkOption.NOFOLLOW_LINKS);
            if (!maker.equals(Files.getOwner(Path.of("/proc/self")))
                    && !maker.getName().equals("root")) {
                throw new AccessRefused(
                        file.toString(),
                        file + " is a symbolic link of " + maker.getName() + " to " + Files.readSymbolicLink(file)
                                + "; only " + maker.getName() + " may write through it. Change the file at its end.");
            }
            return file.toRealPath();
        } catch (IOException e) {
            throw problem(file, e);
        }
    }

    @Override
    public boolean create(Path file, byte[] content, Access access) {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException taken) {
            return false;
        } catch (IOException e) {
            throw problem(file, e);
        }
        try {
            fill(file, content);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(access.file()));
            return true;
        } catch (IOException e) {
            Trees.removeQuietly(file);
            throw problem(file, e);
        }
    }

    /** What a new file gets before it takes the place of the old one. */
    private interface Dress {
        void on(Path temporary) throws IOException;
    }

    private static void replace(Path file, byte[] content, Dress dress) {
        Path temporary = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID());
        try {
            Files.createFile(
                    temporary, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            fill(temporary, content);
            dress.on(temporary);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            Trees.removeQuietly(temporary);
            throw problem(file, e);
        }
    }

    private static void fill(Path file, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    @Override
    public void makeFolders(Path folder, Access access) {
        try {
            Trees.make(folder, access);
        } catch (IOException e) {
            throw problem(folder, e);
        }
    }

    @Override
    public void remove(Path path) {
        try {
            Trees.remove(path);
        } catch (IOException e) {
            throw problem(path, e);
        }
    }

    @Override
    public boolean canWrite(Path folder) {
        return Files.isDirectory(folder) && Files.isWritable(folder);
    }

    private static ProblemException problem(Path path, IOException e) {
        return switch (e) {
            case NoSuchFileException missing -> new UnknownItem("file", path.toString(), path + " does not exist.");
            case NotDirectoryException file -> new UnknownItem("folder", path.toString(), path + " is not a folder.");
            case AccessDeniedException denied ->
                new AccessRefused(path.toString(), path + " may not be read or written by this account.");
            default -> new AccessRefused(path.toString(), path + " could not be used: " + reason(e) + ".");
        };
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
