package org.blackfish.fetch;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The hub that is asked, and as whom.
 *
 * @param endpoint without a slash at its end
 * @param token empty to ask as nobody
 * @param agent how we name ourselves
 */
public record Site(URI endpoint, String token, String agent) {
    private static final String PUBLIC = "https://huggingface.co";

    /** The hub of {@code HF_ENDPOINT}, the public one without it; {@code IllegalArgumentException} when it is no address. */
    public static URI endpoint(Map<String, String> environment) {
        String set = environment.getOrDefault("HF_ENDPOINT", "").strip().replaceAll("/+$", "");
        URI endpoint = URI.create(set.isEmpty() ? PUBLIC : set);
        if (endpoint.getHost() == null || !Set.of("http", "https").contains(String.valueOf(endpoint.getScheme()))) {
            throw new IllegalArgumentException("HF_ENDPOINT is \"" + set + "\"; give an http(s) address.");
        }
        return endpoint;
    }

    /** Whether the token may go there: same scheme, host and port as the hub itself. */
    boolean isOwn(URI target) {
        return origin(endpoint).equals(origin(target));
    }

    private static String origin(URI address) {
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        int port = address.getPort() >= 0 ? address.getPort() : scheme.equals("https") ? 443 : 80;
        return scheme + "://" + String.valueOf(address.getHost()).toLowerCase(Locale.ROOT) + ":" + port;
    }

    @Override
    public String toString() {
        return "Site[" + endpoint + "]";
    }
}
