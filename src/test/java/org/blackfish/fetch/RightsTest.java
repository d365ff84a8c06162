package org.blackfish.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of the kernel, whose mode nobody may change, stand in for those of another account. */
class RightsTest {
    private static final Path OPEN = Path.of("/proc/self/timerslack_ns");
    private static final Path CLOSED = Path.of("/proc/self/limits");

    @TempDir
    Path root;

    @Test
    void whatAnotherAccountMadeStaysAsItIsWhenAllMayReadIt() throws Exception {
        try (FakeHub hub = new FakeHub()) {
            Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
            Rights rights = Rights.of(hub.order(root, true, 0));
            assertThatCode(() -> rights.onFile(OPEN)).doesNotThrowAnyException();
            assertThatThrownBy(() -> rights.onFile(CLOSED)).isInstanceOf(FileSystemException.class);

            Repository repository = FakeHub.repository(hub.order(root, true, 0));
            assertThat(repository.isUsable(CLOSED)).isFalse();
            assertThat(repository.isUsable(root.resolve("none"))).isTrue();
        }
    }
}
