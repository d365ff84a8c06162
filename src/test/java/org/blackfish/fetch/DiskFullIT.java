package org.blackfish.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program on a disk of its own, in a namespace of its own, that is full at each tenth of the bytes. */
class DiskFullIT {
    private static final int SIZE = 20_000_000;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {10, 20, 30, 40, 50, 60, 70, 80, 90})
    void aFullDiskIsToldAndWithMoreRoomItGoesOn(int percent) throws Exception {
        byte[] weights = TransferTest.bytes(SIZE);
        Path disk = Files.createDirectory(folder.resolve("disk"));
        Path work = Files.createDirectory(folder.resolve("work"));
        try (FakeHub hub = new FakeHub().with("config.json", new byte[10]).with("model.safetensors", weights)) {
            Files.writeString(work.resolve(Order.FILE), hub.order(disk).text());
            String small = String.valueOf(SIZE / 100 * percent);
            Process shell = new ProcessBuilder(List.of(
                            "unshare",
                            "--user",
                            "--map-root-user",
                            "--mount",
                            "bash",
                            "-ec",
                            """
                            disk=$1 work=$2 small=$3; shift 3
                            mount -t tmpfs -o size=64m none "$disk"
                            # Filled up by something else at first, since whoever is no root may not resize a disk.
                            fallocate -l $(((64 << 20) - small)) "$disk/filler"
                            "$@" "$work"
                            cp "$work/ended" "$work/first"
                            rm "$disk/filler"
                            "$@" "$work"
                            sha256sum <"$disk"/models--acme--tiny/snapshots/*/model.safetensors >"$work/sum"
                            ls "$disk/models--acme--tiny/blobs" >"$work/blobs"
                            """,
                            "bash",
                            disk.toString(),
                            work.toString(),
                            small,
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-Xmx100m",
                            "-cp",
                            classes().toString(),
                            Fetch.class.getName()))
                    .redirectErrorStream(true)
                    .redirectOutput(work.resolve("log").toFile())
                    .start();
            assertThat(shell.waitFor())
                    .as(Files.readString(work.resolve("log")))
                    .isZero();
            assertThat(Files.readString(work.resolve("first")))
                    .startsWith("failed\nThe disk of " + disk)
                    .endsWith(" is full; free some room and resume, nothing fetched is lost.");
            assertThat(Files.readString(work.resolve("ended"))).isEqualTo("done");
            assertThat(Files.readString(work.resolve("sum"))).startsWith(FakeHub.name(weights, true));
            assertThat(Files.readString(work.resolve("blobs"))).doesNotContain("incomplete");
            long again = hub.asked().stream()
                    .filter(asked -> asked.range().startsWith("bytes=0-"))
                    .filter(asked -> asked.path().endsWith("model.safetensors"))
                    .count();
            assertThat(again).as("it went on instead of beginning anew").isEqualTo(1);
        }
    }

    private static Path classes() throws Exception {
        return Path.of(
                Fetch.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
