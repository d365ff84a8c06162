package org.blackfish.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class WordsTest {
    private static final URI HUB = URI.create("https://huggingface.co");

    private final Words nobody = new Words(new Site(HUB, "", "test"));
    private final Words ada = new Words(new Site(HUB, "hf_x", "test"));

    @Test
    void aGatedModelLeadsToItsLicence() {
        assertThat(said(nobody, 401, "GatedRepo", ""))
                .isEqualTo("acme/tiny is gated: its makers let in who has accepted their licence. Accept it at"
                        + " https://huggingface.co/acme/tiny and save a token of that account"
                        + " (https://huggingface.co/settings/tokens) under Hugging Face token on the page Models.");
        assertThat(said(ada, 403, "GatedRepo", ""))
                .isEqualTo(
                        "acme/tiny is gated: its makers let in who has accepted their licence. Accept it at"
                                + " https://huggingface.co/acme/tiny with the account whose token is used here, then try again.");
    }

    @Test
    void whatIsPrivateOrMissingLooksAlike() {
        assertThat(said(nobody, 401, "RepoNotFound", ""))
                .isEqualTo("huggingface.co shows no acme/tiny to us (401): it does not exist, or is private or gated."
                        + " Check the name at https://huggingface.co/acme/tiny, and save a token"
                        + " (https://huggingface.co/settings/tokens) under Hugging Face token on the page Models.");
        assertThat(said(ada, 403, "", ""))
                .isEqualTo("huggingface.co shows no acme/tiny to your token (403): it does not exist, or is private."
                        + " Check the name at https://huggingface.co/acme/tiny, and that the token may read it:"
                        + " https://huggingface.co/settings/tokens.");
    }

    @Test
    void aTokenThatIsRefusedLeadsToANewOne() {
        assertThat(said(ada, 401, "", "Invalid credentials in Authorization header"))
                .isEqualTo(
                        "huggingface.co refuses the Hugging Face token (401): it is wrong, expired or was revoked."
                                + " Make a new one at https://huggingface.co/settings/tokens and save it under Hugging Face token on the page Models.");
    }

    @Test
    void whatIsNotThereIsToldApart() {
        assertThat(said(nobody, 404, "RepoNotFound", ""))
                .isEqualTo("huggingface.co has no model acme/tiny; check the name at https://huggingface.co/models.");
        assertThat(said(nobody, 404, "RevisionNotFound", ""))
                .isEqualTo("acme/tiny has no such revision; see its branches and tags at"
                        + " https://huggingface.co/acme/tiny/tree/main.");
        assertThat(said(nobody, 404, "EntryNotFound", ""))
                .isEqualTo("acme/tiny lists a file that huggingface.co does not have; try again later, or see"
                        + " https://huggingface.co/acme/tiny.");
        assertThat(nobody.refusal("", HUB, 404, headers(Map.of())).getMessage())
                .isEqualTo(
                        "huggingface.co does not know this address (404); is HF_ENDPOINT that of a Hugging Face hub?");
    }

    @Test
    void whatAStoreBehindTheHubRefusesIsNoMatterOfTheModel() {
        Failure refusal = ada.refusal("acme/tiny", URI.create("https://cdn.example.org/x"), 403, headers(Map.of()));
        assertThat(refusal.kind()).isEqualTo(Failure.Kind.HUB);
        assertThat(refusal.status()).isEqualTo(403);
        assertThat(refusal.getMessage())
                .isEqualTo("cdn.example.org, where huggingface.co sends us for the file, refuses it (403); try again"
                        + " later. If it stays so, this network may be kept from that address: ask your admin.");
    }

    @Test
    void aHubThatHadEnoughSaysHowLong() {
        assertThat(nobody.refusal("acme/tiny", HUB, 429, headers(Map.of("Retry-After", "59")))
                        .getMessage())
                .isEqualTo("huggingface.co lets us ask no more for now (429), and allows more with a token:"
                        + " https://huggingface.co/settings/tokens. Try again in 60 s.");
        assertThat(ada.refusal("acme/tiny", HUB, 429, headers(Map.of())).getMessage())
                .isEqualTo("huggingface.co lets us ask no more for now (429). Try again in a few minutes.");
        assertThat(Words.wait(headers(Map.of("RateLimit", "\"api\";r=0;t=41")))).isEqualTo(Duration.ofSeconds(42));
    }

    @Test
    void otherRefusalsSayWhatToDo() {
        assertThat(said(nobody, 416, "", "")).contains("has fewer bytes of a file of acme/tiny than it lists");
        assertThat(said(nobody, 451, "", ""))
                .isEqualTo("huggingface.co may not give out acme/tiny for legal reasons (451).");
        assertThat(said(nobody, 500, "", ""))
                .isEqualTo(
                        "huggingface.co answered with an error of its own (500); try again later. Its state is told at"
                                + " https://status.huggingface.co.");
        assertThat(said(nobody, 407, "", ""))
                .isEqualTo("The proxy asks for a sign-in, which is not supported; name another in HTTPS_PROXY.");
    }

    @Test
    void aWayThatLeadsNowhereSaysWhy() {
        ConnectException unknown = new ConnectException();
        unknown.initCause(new UnresolvedAddressException());
        assertThat(nobody.broken(HUB, unknown).getMessage())
                .isEqualTo(
                        "huggingface.co could not be reached: its name is not known here. Where only some machines may"
                                + " reach the internet, set HTTPS_PROXY or HF_ENDPOINT, or download as a Slurm job.");
        assertThat(nobody.silent(HUB, Duration.ofSeconds(30)).getMessage())
                .isEqualTo("huggingface.co sent nothing for 30 s; try again later.");
    }

    @Test
    void onlyACertificateIsAMatterOfTrust() {
        SSLHandshakeException unknown = new SSLHandshakeException("PKIX failed: x.y.Z: no way to an authority");
        assertThat(Trust.isRefused(unknown)).isFalse();
        unknown.initCause(new CertificateException("no way to an authority"));
        assertThat(Trust.isRefused(unknown)).isTrue();
        assertThat(nobody.broken(HUB, unknown).getMessage())
                .isEqualTo("The certificate of huggingface.co could not be trusted: no way to an authority."
                        + " If this site inspects encrypted traffic, its authority must be known to Java; ask your"
                        + " admin.");
        SSLException cut = new SSLException("closed during handshake", new EOFException("SSL peer shut down"));
        assertThat(Trust.isRefused(cut)).isFalse();
        assertThat(nobody.broken(HUB, cut).getMessage())
                .isEqualTo("The connection to huggingface.co broke off: closed during handshake.");
    }

    @Test
    void aDiskThatIsFullOrClosedSaysWhatToDo() {
        Path file = Path.of("/home/ada/models/x");
        assertThat(Words.disk(file, new IOException("No space left on device")).getMessage())
                .isEqualTo(
                        "The disk of /home/ada/models/x is full; free some room and resume, nothing fetched is lost.");
        assertThat(Words.disk(file, new FileSystemException("x", null, "Disk quota exceeded"))
                        .getMessage())
                .isEqualTo("Your quota on the disk of /home/ada/models/x is used up; free some room and resume, nothing"
                        + " fetched is lost.");
        assertThat(Words.disk(file, new AccessDeniedException("x")).getMessage())
                .isEqualTo(
                        "/home/ada/models/x may not be written by this account; download into your own home, or ask its"
                                + " owner.");
    }

    @Test
    void theDiskIsThatOfTheFileThatTheFaultNames() {
        Path work = Path.of("/home/ada/downloads/1");
        assertThat(Words.anyDisk(work, new FileSystemException("/cache/models/x", null, "No space left on device"))
                        .getMessage())
                .startsWith("The disk of /cache/models/x is full;");
        assertThat(Words.anyDisk(work, new IOException("No space left on device"))
                        .getMessage())
                .startsWith("The disk of /home/ada/downloads/1 is full;");
    }

    private static String said(Words words, int status, String code, String message) {
        return String.valueOf(words.refusal(
                        "acme/tiny", HUB, status, headers(Map.of("X-Error-Code", code, "X-Error-Message", message)))
                .getMessage());
    }

    private static HttpHeaders headers(Map<String, String> values) {
        return HttpHeaders.of(
                values.entrySet().stream()
                        .collect(java.util.stream.Collectors.toMap(
                                Map.Entry::getKey, entry -> List.of(entry.getValue()))),
                (name, value) -> true);
    }
}
