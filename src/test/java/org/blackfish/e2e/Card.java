package org.blackfish.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A session's card: what its user sees of it, and the folder behind it. */
record Card(Dashboard dashboard, String id) {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Pattern FORM = Pattern.compile(
            "<form method=\"post\" action=\"([^\"]+)/session\" target=\"_blank\"[^>]*>\n<input type=\"hidden\" name=\"token\" value=\"([^\"]+)\">");

    String state() {
        return look().getString("state");
    }

    String html() {
        return look().getString("html");
    }

    /** The status with which the job's main shell ended, as the adapter tells it. */
    String exitStatus() {
        return String.valueOf(look().get("exit_status")).replace("\"", "");
    }

    String jobId() {
        return look().getString("job_id");
    }

    Path staged() {
        return Path.of(look().getString("staged_root"));
    }

    /** The path below the portal to which the button leads. */
    String basePath() {
        return form().group(1);
    }

    /** The token that the button sends. */
    String token() {
        return form().group(2);
    }

    int port() {
        return Integer.parseInt(basePath().substring(basePath().lastIndexOf('/') + 1));
    }

    String log() {
        Path file = staged().resolve("session.log");
        return Files.exists(file) ? Testbed.read(file) : "";
    }

    /** Waits for a state; a session that ends instead fails the test at once. */
    Card await(String wanted) {
        Testbed.await(
                "session " + id + " is " + wanted,
                Dashboard.patience(),
                () -> List.of(wanted, "completed").contains(state()),
                this::everything);
        assertThat(state()).as(everything()).isEqualTo(wanted);
        return this;
    }

    Card awaitHtml(String words) {
        Testbed.await(
                "the card says " + words,
                Dashboard.patience(),
                () -> html().contains(words),
                () -> look() + "\n" + log());
        return this;
    }

    void cancel() {
        dashboard.cancel(id);
    }

    /** An answer to a program on the node that knows the card's token. */
    HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    /** As above; {@code body} is JSON. */
    HttpResponse<String> post(String path, String body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    static String mode(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + basePath() + path))
                .header("X-Blackfish-Token", token())
                .header("X-Forwarded-User", System.getProperty("user.name"));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String everything() {
        Path output = staged().resolve("output.log");
        return look() + "\n" + log() + (Files.exists(output) ? Testbed.read(output) : "");
    }

    private Matcher form() {
        String html = html();
        Matcher form = FORM.matcher(html);
        assertThat(form.find()).as(html).isTrue();
        return form;
    }

    private JsonObject look() {
        return dashboard.look(id);
    }
}
