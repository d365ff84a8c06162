package org.blackfish.waiting;

import java.util.HashMap;
import java.util.Map;

/** What goes back. */
record Answer(int status, Map<String, String> headers, String body) {
    static Answer page(String title, String content) {
        return html(title, "", "<main><h1>" + title + "</h1>\n" + content + "</main>");
    }

    /** A page that keeps up with the wait and with what comes after it. */
    static Answer following(String title, String content) {
        return html(
                title,
                Following.REFRESH,
                "<main data-waits><h1>" + title + "</h1>\n" + content + "</main><script>" + Following.SCRIPT.text()
                        + "</script>");
    }

    private static Answer html(String title, String head, String main) {
        String html = "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>" + title
                + " · Blackfish</title><meta name=\"viewport\" content=\"width=device-width\">" + head + "<style>"
                + Style.SHEET.text() + "</style></head><body><header>Blackfish</header>" + main + "</body></html>\n";
        return new Answer(200, hardened("text/html; charset=utf-8"), html);
    }

    /** Both are HTML already. */
    static Answer refusal(String words, String sessionsUrl) {
        Answer page = page(
                "Refused",
                "<p>" + words + "</p>\n<p><a href=\"" + sessionsUrl + "\">To My Interactive Sessions</a></p>\n");
        return new Answer(403, page.headers(), page.body());
    }

    static Answer json(int status, String body) {
        return new Answer(status, hardened("application/json"), body);
    }

    static Answer problem(int status, String sentence) {
        return new Answer(
                status,
                hardened("application/problem+json"),
                "{\"type\":\"about:blank\",\"status\":" + status + ",\"status_code\":" + status + ",\"detail\":\""
                        + sentence.replace("\\", "\\\\").replace("\"", "\\\"") + "\"}");
    }

    static Answer seeOther(String location) {
        return new Answer(303, hardened("text/plain"), "").with("Location", location);
    }

    Answer withStatus(int other) {
        return new Answer(other, headers, body);
    }

    Answer with(String name, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(name, value);
        return new Answer(status, more, body);
    }

    private static Map<String, String> hardened(String type) {
        return Map.of(
                "Content-Type", type,
                "Cache-Control", "no-store",
                "X-Content-Type-Options", "nosniff",
                "Referrer-Policy", "same-origin",
                "X-Frame-Options", "SAMEORIGIN",
                "Content-Security-Policy",
                        "default-src 'none'; style-src " + Style.SHEET.source() + "; script-src "
                                + Following.SCRIPT.source()
                                + "; connect-src 'self'; form-action 'self'; frame-ancestors 'self'; base-uri 'none'");
    }
}
