package org.blackfish.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.blackfish.hub.Download;
import org.blackfish.hub.DownloadPlan;
import org.blackfish.hub.DownloadSite;
import org.blackfish.hub.DownloadStatus;
import org.blackfish.hub.HubModel;
import org.blackfish.model.RemovalPlan;
import org.junit.jupiter.api.Test;

/** What the page of models says. */
class ModelWordsTest {
    private static final UUID ID = UUID.randomUUID();
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private static Download download(DownloadStatus status, long done, long total, long rate, DownloadSite site) {
        return new Download(
                ID,
                NOW,
                NOW,
                "ns/m",
                "p",
                null,
                "c",
                false,
                Path.of("/m"),
                "run",
                site,
                status,
                done,
                total,
                1,
                3,
                rate,
                "",
                site == DownloadSite.SLURM ? Optional.of("7") : Optional.empty());
    }

    private static HubModel model(String gate, boolean secret) {
        return new HubModel(
                "ns/m",
                "c".repeat(40),
                "text-generation",
                "",
                gate,
                secret,
                1_234,
                1,
                "",
                "",
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.of(7_600_000_000L),
                OptionalLong.of(15_200_000_000L),
                List.of());
    }

    @Test
    void bytesHaveThreeDigitsThatCount() {
        assertThat(List.of(0L, 999L, 1_000L, 12_345L, 999_499L, 999_500L, 4_680_000_000L, 15_200_000_000L))
                .extracting(Words::bytes)
                .containsExactly("0 B", "999 B", "1 kB", "12.3 kB", "999 kB", "1 MB", "4.68 GB", "15.2 GB");
    }

    @Test
    void aDownloadSaysHowFarItIsAndNeverWholeBeforeItIs() {
        DownloadRow row =
                DownloadRow.of(download(DownloadStatus.DOWNLOADING, 999_999, 1_000_000, 10_000, DownloadSite.HERE));
        assertThat(row.percent()).isEqualTo(99);
        assertThat(row.progress()).isEqualTo("1 MB of 1 MB, 1 of 3 files");
        assertThat(row.pace()).isEqualTo("10 kB/s, 0 s left");
        assertThat(row.place()).isEqualTo("into your home");
        assertThat(row.live()).isTrue();
        DownloadRow paused = DownloadRow.of(download(DownloadStatus.PAUSED, 0, 0, 0, DownloadSite.SLURM));
        assertThat(paused.percent()).isZero();
        assertThat(paused.pace()).isEmpty();
        assertThat(paused.place()).isEqualTo("into your home by job 7");
        assertThat(paused.resumable()).isTrue();
    }

    @Test
    void theAddressInAFailureIsALink() {
        DownloadRow row = failed("It is gated. Accept it at https://hub:80/a/b.c, then (http://x) try again.");
        assertThat(row.before()).isEqualTo("It is gated. Accept it at ");
        assertThat(row.link()).isEqualTo("https://hub:80/a/b.c");
        assertThat(row.after()).isEqualTo(", then (http://x) try again.");
        DownloadRow plain = failed("The disk of /a is full.");
        assertThat(plain.before() + plain.link() + plain.after()).isEqualTo("The disk of /a is full.");
    }

    private static DownloadRow failed(String sentence) {
        return new DownloadRow(
                ID, "a/b", "into your home", "failed", "bad", 0, "", "", Instant.EPOCH, sentence, false, true, false);
    }

    @Test
    void whatTheHubHasIsSaidInOneLineWithItsGate() {
        HubRow row = HubRow.of(model("manual", false), "https://hub/ns/m", true);
        assertThat(row.facts()).isEqualTo("text generation, 7.6 billion parameters, 15.2 GB in all, 1,234 downloads");
        assertThat(row.licence()).isEqualTo("licence not stated");
        assertThat(row.gate()).isEqualTo("gated: its makers let in by hand");
        assertThat(HubRow.gate(model("auto", false))).isEqualTo("gated");
        assertThat(HubRow.gate(model("", true))).isEqualTo("private");
        assertThat(HubRow.gate(model("", false))).isEmpty();
    }

    @Test
    void aPlanSaysWhatIsThereAlready() {
        PlanCard card = PlanCard.of(
                new DownloadPlan(
                        model("", false),
                        Path.of("/home/ada/models"),
                        List.of(),
                        false,
                        5_000,
                        2_000,
                        Optional.of(9_000_000L),
                        Map.of("q4.gguf", 1_000L),
                        Optional.empty()),
                "https://hub/ns/m");
        assertThat(card.need()).isEqualTo("5 kB in 0 files, of which 3 kB are there already");
        assertThat(card.room()).isEqualTo("9 MB free in /home/ada/models");
        assertThat(card.choices()).containsEntry("q4.gguf, 1 kB", "q4.gguf");
    }

    @Test
    void aRemovalSaysWhatIsLostAndWhoIsConcerned() {
        ModelRow row = new ModelRow(ID, "ns/m", "", "1 GB", "abcdef12", "shared", true, null, Map.of(), "", List.of());
        Leaving leaving = Leaving.of(row, new RemovalPlan(List.of(), 1_500_000_000, 2, 0, false), List.of());
        assertThat(leaving.loss()).isEqualTo("Its files are deleted, which frees 1.5 GB.");
        assertThat(leaving.remark())
                .isEqualTo(
                        "2 files stay, since other revisions need them. It lies in the shared folder: everybody loses"
                                + " it, and services of others that run from it break.");
        assertThat(Leaving.of(row, new RemovalPlan(List.of(), 0, 0, 0, false), List.of("a", "b"))
                        .refusal())
                .isEqualTo("ns/m at abcdef12 is used by a, b; stop them first.");
    }
}
