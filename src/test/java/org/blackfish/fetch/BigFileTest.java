package org.blackfish.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BigFileTest {
    private static final byte[] CONTENT = TransferTest.bytes(3_000_000);
    private static final Piece PIECE =
            new Piece("model.safetensors", CONTENT.length, FakeHub.name(CONTENT, true), true);

    @TempDir
    Path folder;

    @Test
    void theChecksumBeginsAnewWithTheFile() throws Exception {
        try (BigFile file = new BigFile(PIECE, folder.resolve("x.incomplete"), HeldLock.none())) {
            BigFile.Part first = file.claim().orElseThrow();
            first.append(ByteBuffer.wrap(new byte[2_500_000]));
            FutureTask<Boolean> checksum = new FutureTask<>(file::isRight);
            Thread reader = Thread.ofPlatform().daemon().start(checksum);
            Wait.until(() -> reader.getState() == Thread.State.WAITING);

            assertThat(file.beginWhole(first.generation())).isEqualTo(2_500_000);
            file.claim().orElseThrow().append(ByteBuffer.wrap(CONTENT));

            assertThat(checksum.get()).isTrue();
        }
    }

    @Test
    void bytesForTheFileAsItWasAreRefused() throws Exception {
        try (BigFile file = new BigFile(PIECE, folder.resolve("x.incomplete"), HeldLock.none())) {
            BigFile.Part first = file.claim().orElseThrow();
            file.beginWhole(first.generation());

            assertThat(first.isCurrent()).isFalse();
            assertThatThrownBy(() -> first.append(ByteBuffer.wrap(CONTENT))).isInstanceOf(ClosedChannelException.class);
            assertThat(file.done()).isZero();
            assertThat(file.beginWhole(first.generation())).as("once").isZero();
        }
    }
}
