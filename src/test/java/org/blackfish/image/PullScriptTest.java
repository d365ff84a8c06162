package org.blackfish.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PullScriptTest {
    private static final Path FOLDER = Path.of("/cache/it's/images/.pulling/x_1.sif");
    private static final Path TARGET = Path.of("/cache/it's/images/x_1.sif");

    private static PullOrder order(String image, PullSite site) {
        return new PullOrder(
                ImageRef.parse(image), Optional.empty(), ImagePlace.CACHE, site, Optional.of("cpu"), false);
    }

    private static PullNote note(PullOrder order) {
        return new PullNote(order, "ada", Instant.parse("2026-11-26T12:00:00Z"), 1, Optional.empty());
    }

    @Test
    void everyValueIsQuotedOnce() {
        String text =
                new PullScript(note(order("lab/x:1", PullSite.HEAD_NODE)), PullRules.BUILT_IN, FOLDER, TARGET).text();
        assertThat(text).startsWith("""
                        #!/bin/bash
                        pull='/cache/it'\\''s/images/.pulling/x_1.sif'
                        final='/cache/it'\\''s/images/x_1.sif'
                        image='docker://lab/x:1'
                        plain_http='no'
                        replace='no'
                        scratch=''
                        begun='2026-11-26T12:00:00Z'
                        """);
    }

    @Test
    void aJobAsksForWhatTheSiteSays() {
        PullRules rules = new PullRules(
                PullSite.SLURM, Optional.of(Path.of("/scratch")), Optional.of("main"), Optional.of("lab"), 2, 8, 45);
        String text = new PullScript(note(order("lab/x:1", PullSite.SLURM)), rules, FOLDER, TARGET).text();
        assertThat(text)
                .contains(
                        "#SBATCH --cpus-per-task=2\n#SBATCH --mem=8G\n#SBATCH --time=45\n#SBATCH --no-requeue\n",
                        "#SBATCH --partition='cpu'\n#SBATCH --account='lab'\n",
                        "scratch='/scratch'\n");
    }

    @Test
    void aDigestWinsOverTheTagAndRegistriesOfThisMachineAreAskedWithoutTls() {
        Digest digest = new Digest("sha256:" + "b".repeat(64));
        PullOrder pinned = new PullOrder(
                ImageRef.parse("127.0.0.1:5000/lab/x:1"),
                Optional.of(digest),
                ImagePlace.CACHE,
                PullSite.HEAD_NODE,
                Optional.empty(),
                false);
        assertThat(PullScript.command(pinned, TARGET))
                .isEqualTo("apptainer pull --no-https '/cache/it'\\''s/images/x_1.sif' docker://127.0.0.1:5000/lab/x@"
                        + digest);
        assertThat(PullScript.command(
                        order("ghcr.io/ggml-org/llama.cpp:server-b1", PullSite.HEAD_NODE), Path.of("/c/y")))
                .isEqualTo("apptainer pull /c/y docker://ghcr.io/ggml-org/llama.cpp:server-b1");
    }

    @Test
    void aFileThatIsThereIsReplacedByHandOnlyByForce() {
        PullOrder order = new PullOrder(
                ImageRef.parse("127.0.0.1:5000/lab/x:1"),
                Optional.empty(),
                ImagePlace.CACHE,
                PullSite.HEAD_NODE,
                Optional.empty(),
                true);
        assertThat(PullScript.command(order, Path.of("/c/x_1.sif")))
                .isEqualTo("apptainer pull --force --no-https /c/x_1.sif docker://127.0.0.1:5000/lab/x:1");
    }

    @Test
    void theIntentIsReadAsItWasWritten() {
        PullNote note = new PullNote(
                order("127.0.0.1:5000/lab/x:1", PullSite.SLURM),
                "ada",
                Instant.parse("2026-11-26T12:00:00Z"),
                2,
                Optional.of("77"));
        assertThat(PullNote.parse(note.text())).contains(note);
        assertThat(PullNote.parse("{}")).isEmpty();
        assertThat(PullNote.parse("{\"image\":\"half")).isEmpty();
    }
}
