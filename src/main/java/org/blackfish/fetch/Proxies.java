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
import java.util.Set;
import java.util.stream.Stream;

/** The way out that the environment names: {@code HTTPS_PROXY}, {@code HTTP_PROXY}, {@code ALL_PROXY}, {@code NO_PROXY}. */
final class Proxies extends ProxySelector {
    private static final int USUAL_PORT = 3128;
    private static final Set<String> SPOKEN = Set.of("http", "https");

    private final Map<String, String> environment;

    Proxies(Map<String, String> environment) {
        this.environment = environment;
    }

    /** A {@link Failure} names the variable that is no address of a proxy. */
    @Override
    public List<Proxy> select(URI target) {
        String name = named(String.valueOf(target.getScheme()) + "_proxy");
        name = name.isEmpty() ? named("all_proxy") : name;
        if (name.isEmpty() || isDirect(String.valueOf(target.getHost()))) {
            return List.of(Proxy.NO_PROXY);
        }
        return List.of(new Proxy(Proxy.Type.HTTP, address(name)));
    }

    private InetSocketAddress address(String name) {
        String set = environment.getOrDefault(name, "").strip();
        try {
            URI proxy = URI.create(set.contains("://") ? set : "http://" + set);
            if (proxy.getHost() == null || !SPOKEN.contains(proxy.getScheme().toLowerCase(Locale.ROOT))) {
                throw wrong(name, set);
            }
            int port = proxy.getPort() >= 0 ? proxy.getPort() : USUAL_PORT;
            return InetSocketAddress.createUnresolved(proxy.getHost(), port);
        } catch (IllegalArgumentException e) {
            throw wrong(name, set);
        }
    }

    /** Without the password that it may hold. */
    private static Failure wrong(String name, String set) {
        String shown = Piece.shown(set.substring(set.lastIndexOf('@') + 1));
        return new Failure(
                Failure.Kind.UNREACHABLE,
                name + " names \"" + shown + "\", which is no HTTP proxy; give http://host:port.");
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
        return environment.getOrDefault(named(name), "").strip();
    }

    /** The variable that is set, small letters first; empty for none. */
    private String named(String name) {
        return Stream.of(name, name.toUpperCase(Locale.ROOT))
                .filter(one -> !environment.getOrDefault(one, "").isBlank())
                .findFirst()
                .orElse("");
    }

    @Override
    public void connectFailed(URI target, SocketAddress proxy, IOException why) {
        // The request that failed says so itself.
    }
}
