package org.blackfish.gateway;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hc.core5.http.Header;

/** Headers that belong to one connection and not to the message (RFC 9110, 7.6.1), and those that Connection names. */
final class HopByHop {
    private static final Set<String> ALWAYS = Set.of(
            "connection",
            "keep-alive",
            "proxy-connection",
            "proxy-authenticate",
            "proxy-authorization",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private HopByHop() {}

    /** The lower-case names of the hop-by-hop headers of one message. */
    static Set<String> namesIn(List<Header> headers) {
        Set<String> names = new TreeSet<>(ALWAYS);
        for (Header header : headers) {
            if (header.getName().equalsIgnoreCase("connection")) {
                for (String name : header.getValue().split(",", -1)) {
                    names.add(name.strip().toLowerCase(Locale.ROOT));
                }
            }
        }
        return names;
    }
}
