package org.blackfish.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/** A models folder as the hub's own client writes it, made by hand. */
record HubFolder(Path path) {
    static final String FIRST = "1".repeat(40);
    static final String SECOND = "2".repeat(40);

    Path repo(String name) {
        return path.resolve("models--" + name.replace("/", "--"));
    }

    Path snapshot(String repo, String revision) {
        return repo(repo).resolve("snapshots").resolve(revision);
    }

    /** A file of a revision: a link to the blob of that name. */
    HubFolder file(String repo, String revision, String name, String blob, int bytes) throws IOException {
        Path kept = repo(repo).resolve("blobs").resolve(blob);
        Files.createDirectories(repo(repo).resolve("blobs"));
        if (Files.notExists(kept)) {
            Files.write(kept, new byte[bytes]);
        }
        Path link = snapshot(repo, revision).resolve(name);
        Files.createDirectories(link.resolveSibling("."));
        Files.createSymbolicLink(link, link.resolveSibling(".").normalize().relativize(kept));
        return this;
    }

    /** The same, its bytes in the store that all repositories share. */
    HubFolder stored(String repo, String revision, String name, String blob, int bytes) throws IOException {
        Path kept = path.resolve("blobs").resolve(blob.substring(0, 2)).resolve(blob);
        Files.createDirectories(kept.resolveSibling("."));
        Files.write(kept, new byte[bytes]);
        Files.createDirectories(repo(repo).resolve("blobs"));
        Files.createSymbolicLink(
                repo(repo).resolve("blobs").resolve(blob), Path.of("../../blobs", blob.substring(0, 2), blob));
        return file(repo, revision, name, blob, bytes);
    }

    HubFolder text(String repo, String revision, String name, String text) throws IOException {
        Path file = snapshot(repo, revision).resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, text);
        return this;
    }

    HubFolder ref(String repo, String name, String revision) throws IOException {
        Path ref = repo(repo).resolve("refs").resolve(name);
        Files.createDirectories(ref.resolveSibling("."));
        Files.writeString(ref, revision);
        return this;
    }

    HubFolder tree(String repo, String revision, String json) throws IOException {
        Files.createDirectories(repo(repo).resolve("trees"));
        Files.writeString(repo(repo).resolve("trees").resolve(revision + ".json"), json);
        return this;
    }

    /** As if nothing had been written for an hour. */
    void age() throws IOException {
        FileTime before = FileTime.from(Instant.now().minusSeconds(3600));
        try (var all = Files.walk(path)) {
            for (Path one : all.filter(Files::exists).toList()) {
                Files.setLastModifiedTime(one, before);
            }
        }
    }
}
