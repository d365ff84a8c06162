package org.blackfish.image;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.blackfish.problem.ProblemException;
import org.blackfish.profile.Profile;
import org.blackfish.profile.SharedFolder;
import org.blackfish.transport.Access;
import org.blackfish.transport.Host;

/** The records of staged images: one file each in {@code .blackfish/images} of the place. */
final class ImageRecords {
    private static final int LONGEST = 64 * 1024;

    private ImageRecords() {}

    static Optional<ImageRecord> find(Host host, Profile profile, ImagePlace place, String file) {
        try {
            byte[] read = host.read(path(profile, place, file), 0, LONGEST);
            return ImageRecord.parse(new String(read, StandardCharsets.UTF_8));
        } catch (ProblemException e) {
            return Optional.empty();
        }
    }

    static void write(Host host, Profile profile, ImagePlace place, String file, ImageRecord record) {
        SharedFolder.ensure(host, place.root(profile), "images");
        host.write(path(profile, place, file), record.text().getBytes(StandardCharsets.UTF_8), Access.SHARED);
    }

    static void remove(Host host, Profile profile, ImagePlace place, String file) {
        host.remove(path(profile, place, file));
    }

    private static Path path(Profile profile, ImagePlace place, String file) {
        return place.root(profile).resolve(SharedFolder.NAME).resolve("images").resolve(file + ".json");
    }
}
