package org.blackfish.database;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files {@code lease.1}, {@code lease.2}, … of a home, of which the highest counts. Whoever makes the next one, by an
 * atomic link, succeeds the holder of the last; nobody ever writes to or removes a file that may be another's.
 */
final class LeaseFolder {
    private static final Pattern TERM = Pattern.compile("(lease|take-over)\\.(\\d{1,9})");

    private final Path home;

    LeaseFolder(Path home) {
        this.home = home;
    }

    Path home() {
        return home;
    }

    Path file(int term) {
        return home.resolve("lease." + term);
    }

    /** What the highest file says; empty where nobody ever held the data. */
    Optional<LeaseEntry> newest() throws IOException {
        while (true) {
            int term = newestTerm();
            if (term == 0) {
                return Optional.empty();
            }
            try {
                return Optional.of(LeaseEntry.parse(term, Files.readString(file(term))));
            } catch (NoSuchFileException e) {
                // A successor cleaned up between the two looks.
            }
        }
    }

    int newestTerm() throws IOException {
        try (Stream<Path> files = Files.list(home)) {
            return files.mapToInt(file -> term("lease", file)).max().orElse(0);
        }
    }

    /** Makes the next file; false if somebody else was first. */
    boolean create(LeaseEntry entry) throws IOException {
        Path fresh = home.resolve(".lease." + entry.holder().id());
        privately(fresh, entry.text());
        try {
            Files.createLink(file(entry.term()), fresh);
        } catch (FileAlreadyExistsException e) {
            // A file server may have made the link and lost the answer.
            if (!isOurs(entry)) {
                return false;
            }
        } finally {
            Files.deleteIfExists(fresh);
        }
        if (newestTerm() == entry.term()) {
            return true;
        }
        // We were so late that our predecessor's successors had come and gone.
        Files.deleteIfExists(file(entry.term()));
        return false;
    }

    /** Removes what belongs to earlier holders. */
    void clean(int term) throws IOException {
        try (Stream<Path> files = Files.list(home)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                int lease = term("lease", file);
                int request = term("take-over", file);
                if ((lease > 0 && lease < term) || (request > 0 && request < term)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    /** Asks the holder of a term to stop. */
    void ask(int term, String who) throws IOException {
        Path request = home.resolve("take-over." + term);
        if (!Files.exists(request)) {
            Path fresh = home.resolve(".take-over." + UUID.randomUUID());
            privately(fresh, who);
            Files.move(fresh, request);
        }
    }

    /** Who asked the holder of a term to stop. */
    Optional<String> asked(int term) throws IOException {
        Path request = home.resolve("take-over." + term);
        return Files.exists(request) ? Optional.of(Files.readString(request).strip()) : Optional.empty();
    }

    /** Changes the folder, whereupon a client of a file server asks it again instead of believing its own memory. */
    void refresh() throws IOException {
        Files.delete(Files.createTempFile(home, ".lease.", ""));
    }

    private boolean isOurs(LeaseEntry entry) throws IOException {
        try {
            String text = Files.readString(file(entry.term()));
            return LeaseEntry.parse(entry.term(), text)
                    .holder()
                    .id()
                    .equals(entry.holder().id());
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static void privately(Path file, String text) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, text);
    }

    private static int term(String kind, Path file) {
        Matcher name = TERM.matcher(file.getFileName().toString());
        return name.matches() && name.group(1).equals(kind) ? Integer.parseInt(name.group(2)) : 0;
    }
}
