package org.blackfish.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the card of a completed session says of its end, from what the session left in its folder. */
class CompletedCardIT {
    private static final String KILLED =
            "<strong>Why it ended:</strong> This session was killed, or its node was lost, before it could end in order.";
    private static final String BEGAN = "10:00:00 session on c1, until 2026-11-27 18:00\n";
    private static final String STOPPED = "10:05:00 asked to stop\n";
    private static final String ENDED = "10:05:02 ended\n";
    private static final String RENDER = """
            ruby -rerb -e '
              card = Struct.new(:staged_root).new(ARGV[0])
              puts ERB.new(File.read("completed.md.erb"), trim_mode: "-").result(card.instance_eval { binding })' "$1"
            """;

    @TempDir
    private Path staged;

    private String cardOf(String log) throws IOException {
        Files.writeString(staged.resolve("session.log"), log);
        return card();
    }

    private String card() {
        Bash rendered = Bash.run(Map.of(), RENDER, staged);
        assertThat(rendered.status()).as(rendered.said()).isZero();
        assertThat(rendered.said()).contains("Models that you launched may still run");
        return rendered.said();
    }

    @Test
    void aSessionIsKilledOnlyIfItsLastRunSaidNeitherThatItWasAskedToStopNorThatItEnded() throws IOException {
        assertThat(cardOf(BEGAN)).contains(KILLED);
        assertThat(cardOf(BEGAN + "10:00:20 answers at /node/c1/20001 (ready)\n"))
                .contains(KILLED);
        assertThat(cardOf(BEGAN + ENDED)).doesNotContain("Why it ended");
        // Slurm started the job again.
        assertThat(cardOf(BEGAN + STOPPED + ENDED + BEGAN)).contains(KILLED);
        assertThat(cardOf(BEGAN + BEGAN + ENDED)).doesNotContain("Why it ended");
    }

    @Test
    void anOrderlyEndThatIsUnderWayOrHadNoRoomForItsLastLineIsNoKill() throws IOException {
        assertThat(cardOf(BEGAN + STOPPED)).doesNotContain("Why it ended");
        Files.writeString(staged.resolve("ending"), "        \n");
        assertThat(cardOf(BEGAN)).contains(KILLED);
        Files.writeString(staged.resolve("ending"), "orderly \n");
        assertThat(cardOf(BEGAN)).doesNotContain("Why it ended");
    }

    @Test
    void theReasonThatTheSessionKnewComesFirst() throws IOException {
        Files.writeString(staged.resolve("problem"), "The server ran out of memory; start <it> again.   \n");
        assertThat(cardOf(BEGAN)).contains("</strong> The server ran out of memory; start &lt;it&gt; again.</p>");
    }

    @Test
    void aSessionThatEndedBeforeItsFirstWordIsNotSaidToHaveFailedForAReasonThatNobodyKnows() throws IOException {
        assertThat(card()).doesNotContain("Why it ended");
        Files.createFile(staged.resolve("output.log"));
        assertThat(card())
                .contains(
                        "This session ended before it wrote a word: it was stopped or killed as it began, or your quota"
                                + " is used up. Delete files you no longer need if it is, and start again.");
    }
}
