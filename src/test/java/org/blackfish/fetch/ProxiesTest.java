package org.blackfish.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxiesTest {
    private static final URI HUB = URI.create("https://huggingface.co/x");

    @Test
    void withoutAWordTheWayIsDirect() {
        assertThat(new Proxies(Map.of()).select(HUB)).containsExactly(Proxy.NO_PROXY);
        assertThat(new Proxies(Map.of("HTTP_PROXY", "http://p:1")).isUsedFor(HUB))
                .isFalse();
    }

    @Test
    void eachSchemeHasItsOwnAndAllTheRest() {
        Map<String, String> both = Map.of("https_proxy", "http://p.example.edu:8080/", "ALL_PROXY", "q.example.edu");
        assertThat(new Proxies(both).select(HUB))
                .containsExactly(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("p.example.edu", 8080)));
        assertThat(new Proxies(both).select(URI.create("http://mirror/x")))
                .containsExactly(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("q.example.edu", 3128)));
    }

    @Test
    void namesOfNoProxyAreReachedDirectly() {
        Proxies proxies =
                new Proxies(Map.of("HTTPS_PROXY", "p:1", "NO_PROXY", "localhost, .example.edu, huggingface.co"));
        assertThat(proxies.isUsedFor(HUB)).isFalse();
        assertThat(proxies.isUsedFor(URI.create("https://cdn.huggingface.co/x")))
                .isFalse();
        assertThat(proxies.isUsedFor(URI.create("https://a.example.edu/x"))).isFalse();
        assertThat(proxies.isUsedFor(URI.create("https://nothuggingface.co/x"))).isTrue();
        assertThat(new Proxies(Map.of("HTTPS_PROXY", "p:1", "NO_PROXY", "*")).isUsedFor(HUB))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "socks5://p:1,socks5://p:1",
        "http://my_proxy:1,http://my_proxy:1",
        "http://a b,http://a b",
        "http://ada:secret@a b,a b",
        "http://p:99999,http://p:99999",
        "http://,http://"
    })
    void whatIsNoProxyIsToldByTheNameOfItsVariable(String set, String shown) {
        assertThatThrownBy(() -> new Proxies(Map.of("HTTPS_PROXY", set)).select(HUB))
                .isInstanceOf(Failure.class)
                .hasMessage("HTTPS_PROXY names \"" + shown + "\", which is no HTTP proxy; give http://host:port.");
        assertThat(new Proxies(Map.of("HTTPS_PROXY", set, "NO_PROXY", "*")).isUsedFor(HUB))
                .isFalse();
    }

    @Test
    void aQuestionThroughWhatIsNoProxyFailsWithThatSentence() {
        try (Web web = new Web(new Site(HUB, "", "test/1"), Map.of("all_proxy", "socks5://p:1"))) {
            assertThatThrownBy(() -> web.ask("", HUB, 10, Duration.ofSeconds(1)))
                    .isInstanceOf(Failure.class)
                    .hasMessageStartingWith("all_proxy names \"socks5://p:1\"");
        }
    }
}
