package org.blackfish.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.blackfish.problem.WrongState;

/** The files of the embedded PostgreSQL, and who runs on them here. */
final class DataFolder {
    private static final Set<String> OF_A_POSTMASTER = Set.of("postmaster.pid", "postmaster.opts");
    private static final Pattern LEFT = Pattern.compile("\\.database\\.left\\.(\\d{1,9})");

    private final Path data;

    DataFolder(Path data) {
        this.data = data;
    }

    /**
     * The PostgreSQL processes of this machine that work in the folder: a postmaster and all of its children go there
     * first. A shell of the user's may stand there too and is none of our business.
     */
    Set<Long> processes() throws IOException {
        Set<Long> found = new HashSet<>();
        if (!Files.exists(data)) {
            return found;
        }
        Path real = data.toRealPath();
        for (ProcessHandle process : (Iterable<ProcessHandle>) ProcessHandle.allProcesses()::iterator) {
            if (isPostgresIn(real, process.pid())) {
                found.add(process.pid());
            }
        }
        return found;
    }

    private static boolean isPostgresIn(Path folder, long pid) {
        Path process = Path.of("/proc", String.valueOf(pid));
        try {
            // The kernel marks a program whose file was removed since, as by an update, with " (deleted)".
            String program =
                    Files.readSymbolicLink(process.resolve("exe")).getFileName().toString();
            return program.replace(" (deleted)", "").equals("postgres")
                    && Files.readSymbolicLink(process.resolve("cwd")).equals(folder);
        } catch (IOException e) {
            // Gone, or somebody else's.
            return false;
        }
    }

    /**
     * Replaces the folder by a copy of itself. Whoever still has the old files open, on a machine that stood still or
     * was cut off and comes back, writes to files that nobody reads.
     */
    void replaceByCopy(int term) throws IOException {
        Path fresh = sibling(".database.copy");
        remove(fresh);
        restoreInterrupted();
        if (Files.exists(data)) {
            removeLeft();
            Map<Path, String> before = census();
            copy(fresh);
            if (!before.equals(census())) {
                remove(fresh);
                throw new WrongState(
                        "database",
                        "written to",
                        "at rest",
                        "The data in " + data + " were taken from a server that does not answer, but somebody still"
                                + " writes to them; end that server on its machine, then start again.");
            }
            Files.move(data, sibling(".database.left." + term), StandardCopyOption.ATOMIC_MOVE);
            Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE);
        }
        removeLeft();
    }

    /** What earlier holders left beside the data, which are whole without it. */
    private void removeLeft() throws IOException {
        for (Path left : left()) {
            remove(left);
        }
    }

    /** A start that was killed between the two moves left the folder under its other name. */
    private void restoreInterrupted() throws IOException {
        List<Path> left = left();
        if (!Files.exists(data) && !left.isEmpty()) {
            Files.move(left.getLast(), data, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** In the order of the terms that left them. */
    private List<Path> left() throws IOException {
        try (Stream<Path> siblings = Files.list(data.resolveSibling(""))) {
            return siblings.filter(path -> leftBy(path) > 0)
                    .sorted(Comparator.comparingInt(DataFolder::leftBy))
                    .toList();
        }
    }

    private static int leftBy(Path path) {
        Matcher name = LEFT.matcher(path.getFileName().toString());
        return name.matches() ? Integer.parseInt(name.group(1)) : 0;
    }

    /** The control file first and the log last, so that even a late write is one that recovery can undo or redo. */
    private void copy(Path fresh) throws IOException {
        List<Path> files = new ArrayList<>(census().keySet());
        files.sort(Comparator.comparingInt(DataFolder::rank).thenComparing(Path::toString));
        Files.createDirectory(fresh);
        Files.setPosixFilePermissions(fresh, Files.getPosixFilePermissions(data));
        for (Path folder : folders()) {
            Files.createDirectories(fresh.resolve(folder));
            Files.setPosixFilePermissions(fresh.resolve(folder), Files.getPosixFilePermissions(data.resolve(folder)));
        }
        for (Path file : files) {
            Path copy = fresh.resolve(file);
            Files.copy(data.resolve(file), copy, StandardCopyOption.COPY_ATTRIBUTES);
            try (FileChannel channel = FileChannel.open(copy, StandardOpenOption.WRITE)) {
                channel.force(false);
            }
        }
    }

    private static int rank(Path file) {
        if (file.startsWith("global/pg_control")) {
            return 0;
        }
        return file.startsWith("pg_wal") ? 2 : 1;
    }

    private List<Path> folders() throws IOException {
        try (Stream<Path> paths = Files.walk(data)) {
            return paths.filter(Files::isDirectory)
                    .map(data::relativize)
                    .filter(path -> !path.toString().isEmpty())
                    .toList();
        }
    }

    /** Every file with its size and time. */
    private Map<Path, String> census() throws IOException {
        Map<Path, String> found = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(data)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
                if (file.isRegularFile()
                        && !OF_A_POSTMASTER.contains(path.getFileName().toString())) {
                    found.put(data.relativize(path), file.size() + " " + file.lastModifiedTime());
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return found;
    }

    private static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : (Iterable<Path>) paths.sorted(Comparator.reverseOrder())::iterator) {
                try {
                    Files.deleteIfExists(path);
                } catch (NoSuchFileException e) {
                    // Somebody else was faster.
                }
            }
        }
    }

    private Path sibling(String name) {
        return data.resolveSibling(name);
    }
}
