package org.blackfish.fetch;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;

/** Where a hub may send us: to the web, not into this machine or network unless the hub itself lies there. */
final class Redirects {
    private final Site site;
    private final Proxies proxies;

    Redirects(Site site, Proxies proxies) {
        this.site = site;
        this.proxies = proxies;
    }

    /** The address that {@code location} means, seen from {@code here}. */
    URI target(URI here, String location) {
        URI target;
        try {
            target = here.resolve(location);
        } catch (IllegalArgumentException e) {
            throw refused(location, "is no address");
        }
        String scheme = String.valueOf(target.getScheme()).toLowerCase(Locale.ROOT);
        boolean plain = "http".equals(site.endpoint().getScheme());
        if (!scheme.equals("https") && !(scheme.equals("http") && plain)) {
            throw refused(location, "is not fetched over " + (plain ? "HTTP or HTTPS" : "HTTPS"));
        }
        if (target.getHost() == null) {
            throw refused(location, "names no host");
        }
        if (!site.isOwn(target) && isInside(target) && !isInside(site.endpoint())) {
            throw refused(location, "lies inside this machine or network");
        }
        return target;
    }

    /** A name behind a proxy is the proxy's to resolve; only an address that is written out can be judged then. */
    private boolean isInside(URI target) {
        String host = target.getHost();
        boolean literal = host.startsWith("[") || host.matches("[0-9.]+");
        if (!literal && proxies.isUsedFor(target)) {
            return host.equals("localhost");
        }
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                boolean unique = address.getAddress().length == 16 && (address.getAddress()[0] & 0xfe) == 0xfc;
                if (address.isLoopbackAddress()
                        || address.isAnyLocalAddress()
                        || address.isLinkLocalAddress()
                        || address.isSiteLocalAddress()
                        || address.isMulticastAddress()
                        || unique) {
                    return true;
                }
            }
            return false;
        } catch (UnknownHostException e) {
            // It cannot be reached either, and that is what will be said.
            return false;
        }
    }

    private static Failure refused(String location, String why) {
        return new Failure(
                Failure.Kind.HUB,
                "The hub sends us to \"" + Piece.shown(location) + "\", which " + why
                        + "; it was not followed. Check HF_ENDPOINT, or ask whoever runs that hub.");
    }
}
