package org.blackfish.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.blackfish.problem.InvalidInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BodyStartTest {
    private static final long MOST = 8 * 1024 * 1024;

    @TempDir
    Path folder;

    @Test
    void readsOnlyAsFarAsTheModelAndForwardsTheSameBytes() throws IOException {
        byte[] body =
                ("{\"model\":\"m\",\"prompt\":\"" + "x".repeat(3_000_000) + "\"}").getBytes(StandardCharsets.UTF_8);
        ByteArrayInputStream rest = new ByteArrayInputStream(body);
        try (BodyStart start = BodyStart.read(rest, "application/json", folder, MOST)) {
            assertThat(start.model()).contains("m");
            assertThat(rest.available()).isGreaterThan(2_900_000);
            assertThat(start.whole().readAllBytes()).isEqualTo(body);
        }
    }

    @Test
    void aModelBehindALargeFieldCostsAFileThatNobodyCanSee() throws IOException {
        byte[] body =
                ("{\"prompt\":\"" + "x".repeat(3_000_000) + "\",\"model\":\"m\"}").getBytes(StandardCharsets.UTF_8);
        try (BodyStart start = BodyStart.read(new ByteArrayInputStream(body), "application/json", folder, MOST)) {
            assertThat(start.model()).contains("m");
            assertThat(files())
                    .as("the file has no name any more, so not even a KILL leaves it behind")
                    .isEmpty();
            assertThat(start.whole().readAllBytes()).isEqualTo(body);
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void aBodyThatHidesItsModelTooLongIsRefusedWithTheRemedy() throws IOException {
        byte[] body = ("{\"prompt\":\"" + "x".repeat(9_000_000)).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> BodyStart.read(new ByteArrayInputStream(body), "application/json", folder, MOST))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("The first 8 MiB of the body hold no \"model\"; put it before the large fields, or call"
                        + " /services/{name}/v1/….");
        assertThat(files()).isEmpty();
    }

    @Test
    void whereNoRoomIsForTheBodyItsCallerIsToldSo() {
        byte[] body =
                ("{\"prompt\":\"" + "x".repeat(3_000_000) + "\",\"model\":\"m\"}").getBytes(StandardCharsets.UTF_8);
        Path gone = folder.resolve("gone");
        ServletCall call = new ServletCall("POST", "/v1/completions", "");
        GatewayServlet.serve(
                call.caller(),
                caller -> BodyStart.read(new ByteArrayInputStream(body), "application/json", gone, MOST));
        assertThat(call.status()).isEqualTo(507);
        assertThat(call.answer())
                .contains(
                        "The body could not be kept in " + gone + " while its \\\"model\\\" was looked for (the folder"
                                + " is gone); make room there, or give");
    }

    @Test
    void onlyACallerWhoLeftIsNotAnswered() {
        ServletCall broken = new ServletCall("POST", "/v1/completions", "");
        GatewayServlet.serve(broken.caller(), caller -> {
            throw new IOException("something of ours");
        });
        assertThat(broken.status()).isEqualTo(500);
        ServletCall left = new ServletCall("POST", "/v1/completions", "");
        GatewayServlet.serve(left.caller(), caller -> {
            throw new CallerGone(new IOException("reset"));
        });
        assertThat(left.answer()).isEmpty();
    }

    private java.util.List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
