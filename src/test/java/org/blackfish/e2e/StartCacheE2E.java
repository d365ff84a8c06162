package org.blackfish.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The start cache: made by the Java that uses it, refused when it does not fit, and never a condition of starting. */
class StartCacheE2E {
    private static final Path READ_ONLY = Path.of("target/read-only-app");

    @BeforeAll
    static void anAppFolderThatTheUserCannotWrite() throws IOException {
        Server.prepare();
        Path runtime = Files.createDirectories(READ_ONLY.resolve("runtime"));
        Files.createSymbolicLink(READ_ONLY.resolve("blackfish.war"), Path.of("../blackfish.war"));
        Files.createSymbolicLink(runtime.resolve("root"), Path.of("../../runtime/root"));
        Files.setPosixFilePermissions(runtime, PosixFilePermissions.fromString("r-xr-xr-x"));
    }

    @AfterAll
    static void nothingIsLeftThatCannotBeRemoved() throws IOException {
        Path runtime = READ_ONLY.resolve("runtime");
        Files.setPosixFilePermissions(runtime, PosixFilePermissions.fromString("rwxr-xr-x"));
        for (Path path : List.of(runtime.resolve("root"), runtime, READ_ONLY.resolve("blackfish.war"), READ_ONLY)) {
            Files.delete(path);
        }
    }

    @Test
    void aFittingCacheIsUsedAndNamedInTheLog() {
        try (Server server = Server.start()) {
            assertThat(cacheLine(server)).contains("start cache /").doesNotContain("refused");
            assertThat(server.log()).doesNotContain("[aot]");
        }
    }

    @Test
    void aCacheMadeForOtherOptionsIsRefusedInOneLineAndTheServerStarts() throws IOException {
        Path folder = emptyFolder();
        Path other = Files.createDirectories(folder.resolve("blackfish/start-cache/0123456789abcdef"));
        Files.writeString(other.resolve("classes.aot"), "of another Java");
        Files.writeString(other.resolve("made-for"), "java /opt/jdk-26 1 2\noptions -Xmx1g\njars 0 -\n");
        try (Server server = startReadOnly(folder)) {
            assertThat(cacheLine(server)).contains("refused: it was made for other java options jars");
            assertThat(server.get("/api/services").statusCode()).isEqualTo(200);
        }
    }

    /** Trains a second cache, which takes minutes on two cores. */
    @Test
    @Tag("heavy")
    void whereTheAppIsReadOnlyTheUsersOwnCacheIsMadeOnceLeftoversAreSweptAndABrokenOneIsPassedOver()
            throws IOException {
        Path folder = emptyFolder();
        Path caches = Files.createDirectories(folder.resolve("blackfish/start-cache"));
        String host = Testbed.run("uname", "-n").strip();
        Path leftover = Files.createDirectory(caches.resolve(".making." + host + ".4194305.AbCdEf"));
        assertThat(prepareCache(folder)).contains("start cache made in " + caches);
        assertThat(leftover).doesNotExist();
        assertThat(only(folder).resolve("classes.aot")).isNotEmptyFile();
        assertThat(prepareCache(folder)).isEmpty();
        try (Server server = startReadOnly(folder)) {
            assertThat(cacheLine(server)).contains(folder.toString()).doesNotContain("refused");
        }
        Files.writeString(only(folder).resolve("classes.aot"), "cut short");
        try (Server server = startReadOnly(folder)) {
            assertThat(server.get("/api/services").statusCode()).isEqualTo(200);
            assertThat(server.log()).containsOnlyOnce("this Java refused the start cache");
        }
    }

    @Test
    @Tag("heavy")
    void whereNoCacheCanBeWrittenTheStartWorksWithoutOne() throws IOException {
        Path notAFolder = Files.writeString(emptyFolder().resolve("file"), "in the way");
        assertThat(prepareCache(notAFolder)).contains("no start cache").contains("can be written");
        try (Server server = startReadOnly(notAFolder)) {
            assertThat(cacheLine(server)).contains("no start cache has been made yet");
            assertThat(server.get("/api/services").statusCode()).isEqualTo(200);
        }
    }

    @Test
    @Tag("heavy")
    void aTrainingThatFindsNoRoomSaysSoAndLeavesNothing() throws IOException {
        Path folder = emptyFolder();
        // A limit on the size of files stands for a disk that is full.
        String says = Testbed.run(
                "bash",
                "-c",
                "ulimit -f 20000; XDG_CACHE_HOME=\"$1\" ood-app/bin/prepare-cache \"$0\" 2>&1; echo \"exit $?\"",
                READ_ONLY.toString(),
                folder.toString());
        assertThat(says)
                .contains("no start cache: ")
                .contains("starts work without")
                .endsWith("exit 1");
        assertThat(folder.resolve("blackfish/start-cache")).isEmptyDirectory();
    }

    private static Server startReadOnly(Path cacheHome) {
        return Server.start("", Map.of("XDG_CACHE_HOME", cacheHome.toString()), READ_ONLY);
    }

    private static String prepareCache(Path cacheHome) {
        return Testbed.run(
                "bash",
                "-c",
                "XDG_CACHE_HOME=\"$1\" ood-app/bin/prepare-cache \"$0\" 2>&1",
                READ_ONLY.toString(),
                cacheHome.toString());
    }

    private static String cacheLine(Server server) {
        List<String> lines = server.log()
                .lines()
                .filter(line -> line.startsWith("blackfish-server: ") && line.contains("start cache"))
                .toList();
        assertThat(lines).hasSize(1);
        return lines.getFirst();
    }

    private static Path only(Path cacheHome) {
        try (Stream<Path> made = Files.list(cacheHome.resolve("blackfish/start-cache"))) {
            List<Path> paths = made.toList();
            assertThat(paths).hasSize(1);
            return paths.getFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path emptyFolder() throws IOException {
        Path scratch = Files.createDirectories(Testbed.prefix().resolve("scratch"));
        return Files.createTempDirectory(scratch, "cache");
    }
}
