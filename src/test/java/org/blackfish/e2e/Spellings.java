package org.blackfish.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The ways in which a request may write a path that is not open to it. */
final class Spellings {
    static final List<String> OF_TOKENS = List.of(
            "/api/tokens",
            "/api/tokens/",
            "/api//tokens",
            "//api/tokens",
            "/api///tokens//",
            "/api/tokens;a",
            "/api/tokens;a=b/",
            "/api;a=b/tokens",
            "/;/api/tokens",
            "/api/./tokens",
            "/api/x/../tokens",
            "/api/x/..;/tokens",
            "/api/x/..;a=b/tokens",
            "/api/..;/api/tokens",
            "/api/%2e/tokens",
            "/api/x/%2e%2e/tokens",
            "/api/x/%2E%2E/tokens",
            "/api/x/%2e%2e;/tokens",
            "/api/x/%252e%252e/tokens",
            "/api%2Ftokens",
            "/api%2ftokens",
            "/api/x%2F..%2Ftokens",
            "/%61pi/tokens",
            "/api/%74okens",
            "/api/tokens%3b",
            "/api/tokens%2f",
            "/api/tokens%00",
            "/api/tokens%20",
            "/api/tokens.",
            "/api/tokens.json",
            "/API/tokens",
            "/api/TOKENS",
            "/Api/Tokens",
            "/api\\tokens",
            "/api/%5ctokens",
            "/api/services/../tokens",
            "/v1/../api/tokens",
            "/services/..;/api/tokens",
            "/sign-in.xhtml/..;/api/tokens",
            "/jakarta.faces.resource/../api/tokens",
            "/jakarta.faces.resource/..;/api/tokens",
            "/jakarta.faces.resource/%2e%2e/api/tokens",
            "/jakarta.faces.resource/..%2fapi/tokens",
            "/session/..;/api/tokens",
            "/api/live/../tokens",
            "/api/ready;/../tokens",
            "/api/ready/..;/tokens",
            "http://127.0.0.1/api/tokens",
            "http://127.0.0.1//api/tokens",
            "http://127.0.0.1/sign-in.xhtml/../api/tokens");

    private Spellings() {}

    static List<String> ofKeyAndEngine(String id, String name) {
        List<String> targets = new ArrayList<>();
        for (String end : List.of(
                "/key",
                "/key/",
                "//key",
                "/key;",
                "/key;a=b",
                "/key//",
                "/./key",
                "/x/../key",
                "/x/..;/key",
                "/%6bey",
                "/key%20",
                "/key%3b",
                "%2Fkey",
                "%2fkey",
                "/KEY",
                "/key/.",
                "/key/%2e",
                "/key/x/..",
                "/key/x/..;",
                "/key?a",
                "/key%00",
                "/log/../key",
                "/key.json",
                "/key\\")) {
            targets.add("/api/services/" + id + end);
        }
        for (String start : List.of(
                "/services/",
                "//services/",
                "/services//",
                "/services;a/",
                "/%73ervices/",
                "/SERVICES/",
                "/api/..;/services/",
                "/api/../services/",
                "/;/services/",
                "/services/./",
                "/jakarta.faces.resource/../services/",
                "/sign-in.xhtml/..;/services/")) {
            targets.add(start + id + "/v1/echo");
            targets.add(start + name + "/v1/echo");
        }
        targets.addAll(List.of(
                "/api/services/" + id + ";a/key",
                "/api/services;a/" + id + "/key",
                "/api//services/" + id + "/key",
                "/api/services//" + id + "/key",
                "/api/services/" + id.toUpperCase(Locale.ROOT) + "/key",
                "/v1/models",
                "//v1/models",
                "/v1;a/models",
                "/%76%31/models",
                "/proxy/8080/v1/echo"));
        return targets;
    }
}
