package org.blackfish.fetch;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The way out that the environment names: {@code HTTPS_PROXY}, {@code HTTP_PROXY}, {@code ALL_PROXY}, {@code NO_PROXY}. */
final class Proxies extends ProxySelector {
    private static final int USUAL_PORT = 3128;

    private final Map<String, String> environment;

    Proxies(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public List<Proxy> select(URI target) {
        String set = set(String.valueOf(target.getScheme()) + "_proxy");
        set = set.isEmpty() ? set("all_proxy") : set;
        if (set.isEmpty() || isDirect(String.valueOf(target.getHost()))) {
            return List.of(Proxy.NO_PROXY);
        }
        URI proxy = URI.create(set.contains("://") ? set : "http://" + set);
        int port = proxy.getPort() >= 0 ? proxy.getPort() : USUAL_PORT;
        return List.of(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.getHost(), port)));
    }

    boolean isUsedFor(URI target) {
        return !select(target).getFirst().equals(Proxy.NO_PROXY);
    }

    private boolean isDirect(String host) {
        for (String word : set("no_proxy").split(",", -1)) {
            String name = word.strip().replaceFirst("^\\*?\\.", "").replaceFirst(":\\d+$", "");
            if (word.strip().equals("*") || (!name.isEmpty() && (host.equals(name) || host.endsWith("." + name)))) {
                return true;
            }
        }
        return false;
    }

    private String set(String name) {
        String small = environment.getOrDefault(name, "").strip();
        return small.isEmpty()
                ? environment.getOrDefault(name.toUpperCase(Locale.ROOT), "").strip()
                : small;
    }

    @Override
    public void connectFailed(URI target, SocketAddress proxy, IOException why) {
        // The request that failed says so itself.
    }
}
