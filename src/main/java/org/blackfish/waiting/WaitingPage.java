package org.blackfish.waiting;

import java.util.List;
import java.util.Optional;
import org.blackfish.database.LeaseWait;
import org.blackfish.security.Access;
import org.blackfish.security.HomeToken;
import org.blackfish.security.PortalRefusal;
import org.blackfish.security.SignInAttempts;
import org.blackfish.settings.Portal;
import org.blackfish.settings.Secret;
import org.blackfish.settings.Settings;
import org.jspecify.annotations.Nullable;

/** The page of a second session: sign-in by the home's token, then who holds the data, a way there, and "Take over". */
final class WaitingPage {
    private final Settings settings;
    private final HomeToken token;
    private final Secret cookie = Secret.generate();
    private final Secret csrf = Secret.generate();
    private final SignInAttempts attempts = new SignInAttempts(System::nanoTime);
    private boolean asking;
    private boolean seen;
    private String trouble = "";
    private LeaseWait.Look.@Nullable Held held;

    WaitingPage(Settings settings, boolean asking) {
        this.settings = settings;
        this.asking = asking;
        token = new HomeToken(settings);
    }

    synchronized void show(LeaseWait.Look.Held now) {
        held = now;
        trouble = "";
    }

    synchronized void trouble(String sentence) {
        trouble = sentence;
    }

    synchronized boolean isAsking() {
        return asking;
    }

    /** The data are ours; returns whether somebody looks at the page and should be told. */
    synchronized boolean starts() {
        held = null;
        return seen;
    }

    synchronized Answer answer(Asked asked) {
        String base = settings.basePath();
        if (!asked.path().startsWith(base)) {
            return Answer.problem(404, "There is nothing here.");
        }
        String path = asked.path().substring(base.length());
        // What programs send is no form.
        if (!asked.isReadable() && (path.equals("/api/ready") || !Access.isProgramPath(path))) {
            return notUnderstood();
        }
        return switch (path) {
            case "/api/live" -> Answer.json(200, "{\"live\":true}");
            case "/api/ready" -> ready(asked);
            default ->
                Access.isProgramPath(path)
                        ? Answer.problem(503, "This session waits: another server holds the data.")
                        : toPerson(asked, path);
        };
    }

    private static Answer notUnderstood() {
        return Answer.page(
                        "This was not understood",
                        "<p>The address or the form holds a % that two hexadecimal digits must follow; go back and"
                                + " try again.</p>\n")
                .withStatus(400);
    }

    private Answer toPerson(Asked asked, String path) {
        List<String> names = asked.header("x-forwarded-user").stream().toList();
        Portal portal = settings.portal();
        return switch (Access.Portal.of(portal.present(), names, portal.owner())) {
            case STRANGER -> refusal(PortalRefusal.strange(portal.owner(), names));
            case SILENT -> refusal(PortalRefusal.SILENT);
            case NONE, OWNER -> toOwner(asked, path);
        };
    }

    private Answer refusal(String sentence) {
        return Answer.refusal(escape(sentence), escape(settings.portal().sessionsUrl()));
    }

    private Answer toOwner(Asked asked, String path) {
        boolean post = asked.method().equals("POST");
        return switch (path) {
            case "/session" -> post ? signIn(asked) : Answer.seeOther(settings.basePath() + "/");
            case "/take-over" -> post ? takeOver(asked) : Answer.seeOther(settings.basePath() + "/");
            default -> isSignedIn(asked) ? facts() : signInForm("");
        };
    }

    /** Not ready, but with the proof for a launcher or a portal that must know who answers before it sends a token. */
    private Answer ready(Asked asked) {
        Optional<String> nonce =
                asked.parameter("nonce").filter(text -> text.length() <= 128).filter(text -> !text.isEmpty());
        if (nonce.isEmpty()) {
            return Answer.problem(400, "The parameter nonce is missing or longer than 128 characters.");
        }
        return switch (token.read()) {
            case HomeToken.Found.Token known ->
                Answer.json(
                        503,
                        "{\"ready\":false,\"waiting\":true,\"proof\":\""
                                + known.secret().proof(nonce.get()) + "\"}");
            case HomeToken.Found.Gone gone -> Answer.problem(400, "No server has a token now.");
            case HomeToken.Found.Unreadable unreadable -> Answer.problem(400, unreadable.sentence());
        };
    }

    private Answer signIn(Asked asked) {
        if (!sameOrigin(asked)) {
            return Answer.problem(403, "This request came from another site and was refused.");
        }
        return switch (token.read()) {
            case HomeToken.Found.Token known ->
                known.secret().matches(asked.field("token").orElse("").strip()) ? signedIn(asked) : wrongToken();
            case HomeToken.Found.Gone gone ->
                signInForm("<p role=\"alert\">The server that held the data has ended, and its token with it. This"
                        + " session takes its place by itself; sign in again then.</p>");
            case HomeToken.Found.Unreadable unreadable ->
                signInForm("<p role=\"alert\">" + escape(unreadable.sentence()) + "</p>");
        };
    }

    private Answer signedIn(Asked asked) {
        return Answer.seeOther(settings.basePath() + "/")
                .with(
                        "Set-Cookie",
                        cookieName() + "=" + cookie.value() + "; Path=" + settings.basePath()
                                + "/; HttpOnly; SameSite=Strict" + secure(asked));
    }

    private Answer wrongToken() {
        if (!attempts.mayTry()) {
            return signInForm("<p role=\"alert\">Too many wrong tokens; wait a minute and try again.</p>")
                    .withStatus(429)
                    .with("Retry-After", "60");
        }
        attempts.failed();
        return signInForm("<p role=\"alert\">This is not the token of the server that holds the data.</p>");
    }

    private Answer takeOver(Asked asked) {
        if (!isSignedIn(asked)
                || !sameOrigin(asked)
                || !asked.field("csrf").map(csrf::matches).orElse(false)) {
            return Answer.problem(403, "Reload the page and try again.");
        }
        asking = true;
        return Answer.seeOther(settings.basePath() + "/");
    }

    private Answer facts() {
        seen = true;
        LeaseWait.Look.Held now = held;
        if (now == null) {
            return Answer.following(
                    "Blackfish starts", "<p>The data belong to this session now. This page reloads itself.</p>");
        }
        String facts =
                "<p>Your Blackfish data are in use by " + escape(now.holder()) + ".</p>\n<p>" + way(now) + "</p>\n";
        String problem = trouble.isEmpty() ? "" : "<p role=\"alert\">" + escape(trouble) + "</p>\n";
        return Answer.following("Your data are in use", facts + (asking ? progress(now) : offer()) + problem);
    }

    private static String way(LeaseWait.Look.Held now) {
        return now.link()
                .map(link -> "<a href=\"" + escape(link) + "\">Open that session</a>")
                .orElseGet(() -> "That session is reached from " + escape(now.host()) + " only: open "
                        + escape(now.address()) + " there.");
    }

    private static String progress(LeaseWait.Look.Held now) {
        return "<p role=\"status\">That server was asked to stop. If it does not answer, this session takes over after "
                + now.patience().toSeconds() + " s of silence; silent so far: "
                + now.silence().toSeconds() + " s.</p>\n";
    }

    private String offer() {
        return "<form method=\"post\" action=\"" + escape(settings.basePath())
                + "/take-over\"><input type=\"hidden\" name=\"csrf\" value=\"" + csrf.value()
                + "\"><p>Taking over ends that session; your services and jobs run on.</p>"
                + "<button type=\"submit\">Take over</button></form>\n";
    }

    private Answer signInForm(String message) {
        return Answer.page(
                "Sign in",
                message + "<form method=\"post\" action=\"" + escape(settings.basePath())
                        + "/session\"><label for=\"token\">Token</label> <input id=\"token\" name=\"token\""
                        + " type=\"password\" required autocomplete=\"current-password\"> <button type=\"submit\">Sign"
                        + " in</button></form>\n<p>It lies in the file auth_token in your Blackfish folder.</p>\n");
    }

    private boolean isSignedIn(Asked asked) {
        return asked.cookie(cookieName()).map(cookie::matches).orElse(false);
    }

    /** A port that is used again brings the cookies of its earlier users back, hence the mark. */
    private String cookieName() {
        return "blackfish_waiting_" + settings.port() + "_"
                + cookie.proof("cookie").substring(0, 8);
    }

    private static String secure(Asked asked) {
        return asked.header("x-forwarded-proto").filter("https"::equals).isPresent() ? "; Secure" : "";
    }

    private static boolean sameOrigin(Asked asked) {
        return Access.isSameOrigin(
                asked.header("sec-fetch-site").orElse(null),
                asked.header("origin").orElse(null),
                Access.ourHosts(
                        asked.header("x-forwarded-host").orElse(null),
                        asked.header("host").orElse(null)));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
