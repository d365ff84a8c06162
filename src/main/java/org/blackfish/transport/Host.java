package org.blackfish.transport;

import java.net.Socket;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.blackfish.problem.AccessRefused;
import org.blackfish.problem.UnknownItem;

/**
 * A machine on which a profile's commands run and its files lie. All methods block, so whoever calls may wait;
 * they throw the problems {@code HostUnreachable}, {@code DeadlinePassed}, {@code UnknownItem} and
 * {@code AccessRefused}, each naming the host and the path.
 */
public interface Host {
    /** The time of a path that leads nowhere; nothing that lies on a disk bears it. */
    long NOWHERE = Long.MAX_VALUE;

    /** The name to show to people, {@code localhost} for this machine. */
    String name();

    /** Runs a command to its end; an exit code other than 0 is an outcome, not an error. */
    Outcome run(Command command);

    /** A connected socket to a port of a node as seen from this host; the caller closes it. */
    Socket connect(String node, int port, Duration timeout);

    /** What the path leads to, or empty when there is nothing. */
    Optional<Entry> find(Path path);

    /** The entries of a folder ordered by name, those that cannot be looked at included, see {@link Entry}. */
    List<Entry> list(Path folder);

    /** What many paths lead to, in one step; those that lead nowhere are left out. */
    default Map<Path, Entry> findAll(Collection<Path> paths) {
        Map<Path, Entry> found = new HashMap<>();
        paths.forEach(path -> find(path).ifPresent(entry -> found.put(path, entry)));
        return found;
    }

    /**
     * When what many paths lead to was last written, in one step and in their order, in nanoseconds since 1970;
     * {@link #NOWHERE} for a path that leads nowhere.
     */
    default long[] modified(List<Path> paths) {
        Map<Path, Entry> found = findAll(paths);
        return paths.stream()
                .map(path -> Optional.ofNullable(found.get(path)))
                .mapToLong(entry ->
                        entry.map(Entry::modified).map(Host::nanoseconds).orElse(NOWHERE))
                .toArray();
    }

    /** A time as {@link #modified} tells it. */
    static long nanoseconds(Instant time) {
        return FileTime.from(time).to(TimeUnit.NANOSECONDS);
    }

    /** Where many paths really are, all links followed, in one step; those that lead nowhere are left out. */
    Map<Path, Path> realPaths(Collection<Path> paths);

    /**
     * As {@link #list} for many folders in one step; those that do not exist are left out. That a name is a link is told
     * of folders and of what leads nowhere, not of files, which would be looked at twice for it.
     */
    default Map<Path, Listing> listAll(Collection<Path> folders) {
        Map<Path, Listing> listed = new HashMap<>();
        for (Path folder : folders) {
            try {
                listed.put(folder, new Listing(list(folder), null));
            } catch (AccessRefused e) {
                listed.put(folder, new Listing(List.of(), e));
            } catch (UnknownItem missing) {
                // What is not there is not in the answer.
            }
        }
        return listed;
    }

    /** The first {@code limit} bytes of many files in one step; those that cannot be read are left out. */
    default Map<Path, byte[]> readAll(Collection<Path> files, int limit) {
        Map<Path, byte[]> read = new HashMap<>();
        for (Path file : files) {
            try {
                read.put(file, read(file, 0, limit));
            } catch (AccessRefused | UnknownItem e) {
                // Whoever asks for many does without some.
            }
        }
        return read;
    }

    /** At most {@code limit} bytes from {@code offset}; fewer at the end of the file. */
    byte[] read(Path file, long offset, int limit);

    /** Writes a file whole, by temporary name and rename, so that a reader sees the old or the new content. */
    void write(Path file, byte[] content, Access access);

    /** Makes a file that is not there yet ({@code O_EXCL}); false when the name is taken. */
    boolean create(Path file, byte[] content, Access access);

    /**
     * As {@link #write}, for a file that others care about too: mode, group and access list stay those of the file that
     * is replaced.
     */
    void rewrite(Path file, byte[] content);

    /** Makes a folder and its parents; those made get the mode of {@code access}. */
    void makeFolders(Path folder, Access access);

    /** Removes a file or a whole folder without following links; nothing happens when it is not there. */
    void remove(Path path);

    /** Whether the account we run as may write into this folder. */
    boolean canWrite(Path folder);
}
