package org.blackfish.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.blackfish.fetch.FakeHub;
import org.blackfish.problem.AccessRefused;
import org.blackfish.problem.HostUnreachable;
import org.blackfish.problem.InvalidInput;
import org.blackfish.problem.UnknownItem;
import org.blackfish.problem.Upstream;
import org.blackfish.problem.WrongState;
import org.blackfish.settings.Secret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HubTest {
    private static final RepoId TINY = new RepoId(FakeHub.REPO);
    private static final String INFO = """
            {"id": "acme/tiny", "sha": "%s", "pipeline_tag": "text-generation", "gated": "manual", "private": false,
             "downloads": 5, "likes": 2, "lastModified": "2026-01-01T00:00:00.000Z", "library_name": "transformers",
             "tags": ["license:apache-2.0", "gguf"], "config": {"architectures": ["LlamaForCausalLM"]},
             "gguf": {"total": 134515008, "architecture": "llama", "context_length": 8192}, "usedStorage": 99}
            """.formatted(FakeHub.COMMIT);

    private FakeHub fake;

    @BeforeEach
    void open() throws IOException {
        fake = new FakeHub().with("config.json", "{}".getBytes(StandardCharsets.UTF_8));
    }

    @AfterEach
    void close() {
        fake.close();
    }

    @Test
    void aModelIsReadWithLicenceAndGate() {
        fake.says("/api/models/acme/tiny", INFO);
        HubModel model = hub(Map.of()).find(TINY, null);
        assertThat(model.commit()).isEqualTo(FakeHub.COMMIT);
        assertThat(model.licence()).isEqualTo("apache-2.0");
        assertThat(model.gate()).isEqualTo("manual");
        assertThat(model.architecture()).contains("LlamaForCausalLM");
        assertThat(model.contextLength()).isEqualTo(OptionalLong.of(8192));
        assertThat(model.parameters()).isEqualTo(OptionalLong.of(134_515_008));
    }

    @Test
    void whatIsMissingOrOfAnotherKindIsEmpty() {
        fake.says("/api/models/acme/tiny", """
                {"id": 5, "sha": "%s", "gated": true, "tags": "none", "config": null, "gguf": [], "downloads": "many"}
                """.formatted(FakeHub.COMMIT));
        HubModel model = hub(Map.of()).find(TINY, null);
        assertThat(model.gate()).isEqualTo("auto");
        assertThat(model.licence()).isEmpty();
        assertThat(model.contextLength()).isEmpty();
    }

    @Test
    void aListingIsReadOverAllItsPages() {
        fake.fault("/tree/" + FakeHub.COMMIT, exchange -> {
            boolean first = !exchange.getRequestURI().getQuery().contains("cursor");
            String there = fake.address() + exchange.getRequestURI().getPath() + "?cursor=2";
            if (first) {
                exchange.getResponseHeaders().set("Link", "<" + there + ">; rel=\"next\"");
            }
            byte[] body = fake.tree()
                    .replace("config.json", first ? "a.json" : "b.json")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            return true;
        });
        assertThat(hub(Map.of()).tree(TINY, FakeHub.COMMIT))
                .extracting(HubFile::path)
                .containsExactly("a.json", "b.json");
    }

    @Test
    void aListingWithoutEndIsNotTakenForAWholeOne() {
        fake.fault("/tree/" + FakeHub.COMMIT, exchange -> {
            String there = fake.address() + exchange.getRequestURI().getPath() + "?cursor=again";
            exchange.getResponseHeaders().set("Link", "<" + there + ">; rel=\"next\"");
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("[]".getBytes(StandardCharsets.UTF_8));
            return true;
        });
        assertThatThrownBy(() -> hub(Map.of()).tree(TINY, FakeHub.COMMIT))
                .isInstanceOf(Upstream.class)
                .hasMessageContaining("lists the files of acme/tiny on more than 200 pages");
    }

    @Test
    void aListingIsNotContinuedElsewhere() {
        fake.fault("/tree/" + FakeHub.COMMIT, exchange -> {
            exchange.getResponseHeaders().set("Link", "<http://127.0.0.1:1/x>; rel=\"next\"");
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("[]".getBytes(StandardCharsets.UTF_8));
            return true;
        });
        assertThatThrownBy(() -> hub(Map.of()).tree(TINY, FakeHub.COMMIT))
                .isInstanceOf(Upstream.class)
                .hasMessage("The hub continues a list at http://127.0.0.1:1/x, which is not its own.");
    }

    @Test
    void aHostileNameInAListingIsRefused() {
        fake.says("/tree/" + FakeHub.COMMIT, fake.tree().replace("config.json", "../../../.bashrc"));
        assertThatThrownBy(() -> hub(Map.of()).tree(TINY, FakeHub.COMMIT))
                .isInstanceOf(Upstream.class)
                .hasMessageContaining("The hub lists a file \"../../../.bashrc\", which leads out of its folder");
    }

    @Test
    void refusalsAreProblemsOfTheirKind() {
        fake.refuses("/api/models/acme/tiny", 401, "GatedRepo", "");
        assertThatThrownBy(() -> hub(Map.of()).find(TINY, null))
                .isInstanceOf(AccessRefused.class)
                .hasMessageContaining("acme/tiny is gated");
        fake.refuses("/api/models/acme/tiny", 404, "RepoNotFound", "");
        assertThatThrownBy(() -> hub(Map.of()).find(TINY, null)).isInstanceOf(UnknownItem.class);
        fake.refuses("/revision/v9", 404, "RevisionNotFound", "");
        assertThatThrownBy(() -> hub(Map.of()).find(TINY, "v9"))
                .isInstanceOf(UnknownItem.class)
                .hasMessageContaining("acme/tiny has no such revision");
        fake.refuses("/api/models/acme/tiny", 451, "", "");
        assertThatThrownBy(() -> hub(Map.of()).find(TINY, null)).isInstanceOf(AccessRefused.class);
    }

    @Test
    void anAnswerThatIsNoJsonIsTold() {
        fake.says("/api/models/acme/tiny", "<html>Welcome to the proxy</html>");
        assertThatThrownBy(() -> hub(Map.of()).find(TINY, null))
                .isInstanceOf(Upstream.class)
                .hasMessage("127.0.0.1 answered with something that is no JSON; is HF_ENDPOINT a Hugging Face hub?");
    }

    @Test
    void offlineNothingIsAsked() {
        assertThatThrownBy(() -> hub(Map.of("HF_HUB_OFFLINE", "1")).search("x", 5))
                .isInstanceOf(WrongState.class)
                .hasMessage("HF_HUB_OFFLINE forbids to ask the hub; only models on disk can be used. Unset it and start"
                        + " Blackfish again to search and download.");
        assertThat(fake.asked()).isEmpty();
    }

    @Test
    void aHubThatIsNotThereIsTold() {
        fake.close();
        assertThatThrownBy(
                        () -> hub(Map.of("HF_ENDPOINT", "http://127.0.0.1:1")).whoIs(new Secret("hf_x")))
                .isInstanceOf(HostUnreachable.class)
                .hasMessageContaining("127.0.0.1 could not be reached");
    }

    @Test
    void theTokenSaysWhoseItIs() {
        fake.says("/api/whoami-v2", """
                {"name": "ada", "fullname": "Ada", "auth": {"accessToken": {"displayName": "lab", "role": "read"}}}
                """);
        assertThat(hub(Map.of("HF_TOKEN", "hf_x")).whoAmI())
                .contains(new HubAccount("ada", "Ada", "", "", "lab", "read", ""));
        assertThat(hub(Map.of()).whoAmI()).isEmpty();
        fake.refuses("/api/whoami-v2", 401, "", "Invalid username or password.");
        assertThatThrownBy(() -> hub(Map.of()).whoIs(new Secret("hf_bad")))
                .isInstanceOf(AccessRefused.class)
                .hasMessageStartingWith("127.0.0.1 refuses the Hugging Face token (401)");
    }

    @Test
    void searchingAndRevisionsAskTheHub() {
        fake.says("/api/models", "[{\"id\": \"\"}, {\"id\": \"an odd--one\"}, 5, " + INFO + "]");
        assertThat(hub(Map.of()).search("tiny llama", 5))
                .extracting(HubModel::repo)
                .containsExactly("acme/tiny");
        fake.says("/refs", """
                {"branches": [{"name": "dev"}, {"name": "main"}], "tags": [{"name": "v1"}]}
                """);
        assertThat(hub(Map.of()).revisions(TINY)).isEqualTo(List.of("main", "dev", "v1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "/etc/passwd", "a/b/c", "a\nb/c", "a--b/c", "ns/" + "na", "ns/üñ", "", "a/.."})
    void namesThatAreNoneAreRefused(String name) {
        if (name.equals("ns/na")) {
            assertThat(new RepoId(name).folder()).isEqualTo("models--ns--na");
        } else {
            assertThatThrownBy(() -> new RepoId(name))
                    .isInstanceOf(InvalidInput.class)
                    .hasMessageContaining("is no name of a repository; give namespace/name");
        }
    }

    @Test
    void anEndpointThatIsNoAddressIsTold() {
        assertThatThrownBy(() -> hub(Map.of("HF_ENDPOINT", "file:///x")).endpoint())
                .hasMessage("HF_ENDPOINT is \"file:///x\"; give an http(s) address.");
        assertThat(hub(Map.of("HF_ENDPOINT", "https://mirror.example.edu/")).link(TINY))
                .isEqualTo("https://mirror.example.edu/acme/tiny");
    }

    private Hub hub(Map<String, String> more) {
        Map<String, String> environment =
                new HashMap<>(Map.of("HF_ENDPOINT", fake.address().toString(), "HF_HOME", "/nonexistent"));
        environment.putAll(more);
        return new Hub(new HubToken(environment), environment);
    }
}
