package org.blackfish.gateway;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a request to the gateway asks for; read from the method and the path below the context root, as it came. */
sealed interface Route {
    /** One service by id or name, and the engine's path. */
    record ToService(String idOrName, String path) implements Route {}

    /** Whichever service answers to the {@code model} in the body. */
    record ByModel(String path) implements Route {}

    /** The list of ready services in the OpenAI shape. */
    record ModelList() implements Route {}

    /** One entry of that list; {@code id} is still percent-encoded. */
    record OneModel(String id) implements Route {}

    /** The Python Blackfish's way: a service by its {@code port} field. */
    record Legacy(int port, String path) implements Route {}

    /** Speech, which comes with a later version. */
    record Speech() implements Route {}

    /** Nothing of ours. */
    record Nowhere() implements Route {}

    Pattern SERVICE = Pattern.compile("/services/([^/]+)(/.+)");
    Pattern PROXY = Pattern.compile("/proxy/(\\d{1,5})(/.+)");

    Pattern AUDIO = Pattern.compile("(/(services/[^/]+|proxy/\\d{1,5}))?/v1/audio(/.*)?");

    static Route of(String method, String path) {
        if (AUDIO.matcher(decoded(path)).matches()) {
            return new Speech();
        }
        Matcher service = SERVICE.matcher(path);
        if (service.matches()) {
            return new ToService(service.group(1), service.group(2));
        }
        Matcher proxy = PROXY.matcher(path);
        if (proxy.matches() && method.equals("POST")) {
            return new Legacy(Integer.parseInt(proxy.group(1)), proxy.group(2));
        }
        if (!path.startsWith("/v1/")) {
            return new Nowhere();
        }
        boolean reading = method.equals("GET") || method.equals("HEAD");
        if (reading && path.equals("/v1/models")) {
            return new ModelList();
        }
        if (reading && path.startsWith("/v1/models/")) {
            return new OneModel(path.substring("/v1/models/".length()));
        }
        return new ByModel(path);
    }

    /** As the engine may read it; as it came where it cannot be decoded. */
    static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
