package org.blackfish.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** A shared folder that is the test's own, so that it may act as its admin, with the testbed's models and images. */
final class OwnCache {
    private OwnCache() {}

    static Path make() {
        try {
            Path shared = Testbed.cacheDirectory();
            Path cache = Files.createTempDirectory(Testbed.prefix().resolve("scratch"), "cache");
            Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxr-xr-x"));
            // A container is given the folder itself, which a link is not.
            Testbed.run("cp", "-r", shared.resolve("models").toString(), cache.toString());
            Files.copy(shared.resolve("resource_specs.yaml"), cache.resolve("resource_specs.yaml"));
            Path images = Files.createDirectory(cache.resolve("images"));
            try (var files = Files.list(shared.resolve("images"))) {
                List<Path> staged = files.toList();
                for (Path image : staged) {
                    Files.createSymbolicLink(images.resolve(image.getFileName()), image);
                }
            }
            return cache;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
