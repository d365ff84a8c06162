package org.blackfish.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedirectsTest {
    private static final URI HERE = URI.create("https://huggingface.co/acme/tiny/resolve/main/model.gguf");

    private final Redirects ofThePublicHub = of("https://huggingface.co", Map.of());

    @ParameterizedTest
    @CsvSource({
        "file:///etc/passwd, is not fetched over HTTPS",
        "ftp://example.edu/x, is not fetched over HTTPS",
        "http://example.edu/x, is not fetched over HTTPS",
        "https:///x, names no host",
        "https://127.0.0.1/x, lies inside this machine or network",
        "https://localhost:8000/x, lies inside this machine or network",
        "https://[::1]/x, lies inside this machine or network",
        "https://[fd00::1]/x, lies inside this machine or network",
        "https://10.1.2.3/x, lies inside this machine or network",
        "https://192.168.0.1/x, lies inside this machine or network",
        "https://169.254.169.254/latest/meta-data, lies inside this machine or network",
        "https://0.0.0.0/x, lies inside this machine or network",
        "'https://a b/', is no address"
    })
    void placesThatAHubHasNoBusinessWithAreNotFollowed(String location, String why) {
        assertThatThrownBy(() -> ofThePublicHub.target(HERE, location))
                .hasMessage("The hub sends us to \"" + location + "\", which " + why
                        + "; it was not followed. Check HF_ENDPOINT, or ask whoever runs that hub.");
    }

    @Test
    void behindAProxyAddressesThatAreWrittenOutAreJudgedToo() {
        Redirects redirects = of("https://huggingface.co", Map.of("HTTPS_PROXY", "http://proxy.example.edu:3128"));
        assertThatThrownBy(() -> redirects.target(HERE, "https://10.0.0.1/x")).hasMessageContaining("lies inside");
        assertThatThrownBy(() -> redirects.target(HERE, "https://localhost/x")).hasMessageContaining("lies inside");
        assertThat(redirects.target(HERE, "https://cdn.example.invalid/x").getHost())
                .isEqualTo("cdn.example.invalid");
    }

    @Test
    void aPathIsOneOfTheSameHub() {
        assertThat(ofThePublicHub.target(HERE, "/api/resolve-cache/models/acme/tiny"))
                .isEqualTo(URI.create("https://huggingface.co/api/resolve-cache/models/acme/tiny"));
    }

    @Test
    void aMirrorOfTheSiteMaySendToItsNeighbours() {
        Redirects redirects = of("http://127.0.0.1:8080", Map.of());
        URI target = URI.create("http://127.0.0.1:8081/cdn/x");
        assertThat(redirects.target(URI.create("http://127.0.0.1:8080/x"), target.toString()))
                .isEqualTo(target);
        assertThatThrownBy(() -> redirects.target(URI.create("http://127.0.0.1:8080/x"), "file:///etc/passwd"))
                .hasMessageContaining("which is not fetched over HTTP or HTTPS");
    }

    private static Redirects of(String endpoint, Map<String, String> environment) {
        return new Redirects(new Site(URI.create(endpoint), "", "test"), new Proxies(environment));
    }
}
