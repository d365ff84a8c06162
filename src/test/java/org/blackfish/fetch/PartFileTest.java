package org.blackfish.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartFileTest {
    private static final long PART = 1 << 20;
    private static final byte[] CONTENT = TransferTest.bytes((int) (3 * PART - 1000));

    @TempDir
    Path folder;

    @Test
    void partsAreFilledInAnyOrderAndTakenUpAfterAnEnd() throws Exception {
        Path path = folder.resolve("x.blackfish.incomplete");
        try (PartFile file = PartFile.open(path, CONTENT.length, PART)) {
            assertThat(file.parts()).isEqualTo(3);
            append(file, 2, 5000);
            append(file, 0, 100_000);
            assertThat(file.prefix()).isEqualTo(100_000);
        }
        try (PartFile file = PartFile.open(path, CONTENT.length, 2 * PART)) {
            assertThat(file.parts())
                    .as("the parts stay those of the first time")
                    .isEqualTo(3);
            assertThat(file.done(2)).isEqualTo(5000);
            assertThat(file.done()).isEqualTo(105_000);
            for (int part = 0; part < 3; part++) {
                append(file, part, Math.toIntExact(file.length(part) - file.done(part)));
            }
            assertThat(file.prefix()).isEqualTo(CONTENT.length);
            file.whole();
        }
        assertThat(path).hasBinaryContent(CONTENT);
    }

    @Test
    void whatIsNoneOfOursIsBegunAnew() throws Exception {
        Path path = folder.resolve("x.blackfish.incomplete");
        Files.write(path, Arrays.copyOf(CONTENT, 1_000_000));
        try (PartFile file = PartFile.open(path, CONTENT.length, PART)) {
            assertThat(file.done()).isZero();
        }
        try (PartFile file = PartFile.open(path, CONTENT.length + PART, PART)) {
            assertThat(file.done()).as("of another size").isZero();
        }
    }

    @Test
    void oneOfItsFullSizeWithoutNotesIsLeftToTheChecksum() throws Exception {
        Path path = folder.resolve("x.blackfish.incomplete");
        Files.write(path, CONTENT);
        try (PartFile file = PartFile.open(path, CONTENT.length, PART)) {
            assertThat(file.done()).isEqualTo(CONTENT.length);
            assertThat(file.prefix()).isEqualTo(CONTENT.length);
            file.whole();
        }
        assertThat(path).hasBinaryContent(CONTENT);
    }

    private static void append(PartFile file, int part, int count) throws Exception {
        int from = Math.toIntExact(file.start(part) + file.done(part));
        file.append(part, ByteBuffer.wrap(CONTENT, from, count).slice());
    }
}
