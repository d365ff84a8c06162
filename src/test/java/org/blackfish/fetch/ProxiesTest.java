package org.blackfish.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

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
}
