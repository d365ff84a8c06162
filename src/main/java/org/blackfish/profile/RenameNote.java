package org.blackfish.profile;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.blackfish.transport.Access;
import org.blackfish.transport.Host;

/** A rename that is not over, kept beside {@code profiles.cfg} until all rows bear the name that the file has. */
final class RenameNote {
    private static final int LONGEST = 64 * 1024;

    private final Host here;
    private final Path file;

    RenameNote(Host here, Path folder) {
        this.here = here;
        this.file = folder.resolve("profiles.renaming");
    }

    void write(ProfileRenamed rename) {
        String text = rename.from() + "\n" + rename.to() + "\n";
        here.write(file, text.getBytes(StandardCharsets.UTF_8), Access.PRIVATE);
    }

    /** Empty when every rename is over, or when the note says nothing that can be followed. */
    Optional<ProfileRenamed> find() {
        if (here.find(file).isEmpty()) {
            return Optional.empty();
        }
        List<String> names = new String(here.read(file, 0, LONGEST), StandardCharsets.UTF_8)
                .lines()
                .toList();
        return names.size() == 2
                ? Optional.of(new ProfileRenamed(names.getFirst(), names.getLast()))
                : Optional.empty();
    }

    void clear() {
        here.remove(file);
    }
}
