package org.blackfish.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.message.BasicHeader;
import org.blackfish.settings.Secret;

/** Which headers cross: towards the engine without the caller's credentials and with the service's key, back without the engine's own. */
final class ForwardedHeaders {
    /** What the caller showed to us, what the portal said about the caller, and what describes our own connection. */
    private static final Set<String> NOT_TO_ENGINE = Set.of(
            "authorization",
            "cookie",
            "token",
            "api-key",
            "x-api-key",
            "x-blackfish-token",
            "x-csrf-token",
            "host",
            "origin",
            "referer",
            "expect",
            "forwarded",
            "via",
            "x-real-ip",
            "content-length");

    /** What would speak for our origin, or would be said twice. */
    private static final Set<String> NOT_TO_CALLER = Set.of(
            "set-cookie",
            "set-cookie2",
            "www-authenticate",
            "location",
            "server",
            "date",
            "alt-svc",
            "strict-transport-security",
            "x-content-type-options",
            "content-security-policy",
            "content-length");

    private ForwardedHeaders() {}

    /** The caller's headers as the engine gets them; length and host are the connection's business. */
    static List<Header> toEngine(List<Header> headers, String engine, Secret key) {
        List<Header> kept = keep(headers, name -> !NOT_TO_ENGINE.contains(name) && !isProxys(name));
        kept.add(
                EnginePaths.isSpeech(engine)
                        ? new BasicHeader("Token", key.value())
                        : new BasicHeader("Authorization", "Bearer " + key.value()));
        return kept;
    }

    /** The engine's headers as the caller gets them; browsers are told never to run or guess what they are given. */
    static List<Header> toCaller(List<Header> headers) {
        List<Header> kept = keep(headers, name -> !NOT_TO_CALLER.contains(name) && !name.startsWith("access-control-"));
        kept.add(new BasicHeader("X-Content-Type-Options", "nosniff"));
        kept.add(new BasicHeader("Content-Security-Policy", "default-src 'none'; sandbox"));
        return kept;
    }

    private static boolean isProxys(String name) {
        return name.startsWith("x-forwarded-") || name.startsWith("proxy-");
    }

    private static List<Header> keep(List<Header> headers, Predicate<String> wanted) {
        Set<String> hopByHop = HopByHop.namesIn(headers);
        List<Header> kept = new ArrayList<>();
        for (Header header : headers) {
            String name = header.getName().toLowerCase(Locale.ROOT);
            if (!hopByHop.contains(name) && wanted.test(name)) {
                kept.add(header);
            }
        }
        return kept;
    }
}
