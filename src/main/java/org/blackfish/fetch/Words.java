package org.blackfish.fetch;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a hub's refusals, a broken way and a full disk mean, each with the next step. */
final class Words {
    private static final Pattern RESET = Pattern.compile("\\bt=(\\d{1,6})");

    private static final int MOST_NAMES = 10;

    /** Where a token is saved. */
    private static final String PLACE = "under Hugging Face token on the page Models.";

    private final Site site;

    Words(Site site) {
        this.site = site;
    }

    /** {@code repo} is {@code namespace/name}, or empty for questions about no repository. */
    Failure refusal(String repo, URI from, int status, HttpHeaders headers) {
        // What the stores behind the hub refuse says nothing of the repository, which the hub has shown us.
        if (isElsewhere(from, headers) && status != 407) {
            return new Failure(Failure.Kind.HUB, status, elsewhere(from, status));
        }
        String code = headers.firstValue("X-Error-Code").orElse("");
        String said = headers.firstValue("X-Error-Message").orElse("");
        return switch (status) {
            case 401, 403 -> new Failure(Failure.Kind.REFUSED, status, closed(repo, status, code, said));
            case 404, 410 -> new Failure(Failure.Kind.MISSING, status, missing(repo, code));
            case 407 -> new Failure(Failure.Kind.UNREACHABLE, status, other(repo, status));
            case 429 -> new Failure(Failure.Kind.HUB, status, enough(headers));
            case 451 -> new Failure(Failure.Kind.REFUSED, status, other(repo, status));
            default -> new Failure(Failure.Kind.HUB, status, other(repo, status));
        };
    }

    /** A hub that sends us to its own address in another form, or to another hub, speaks for itself. */
    private boolean isElsewhere(URI from, HttpHeaders headers) {
        return !site.isOwn(from)
                && !host().equals(from.getHost())
                && headers.firstValue("X-Error-Code").isEmpty();
    }

    private String elsewhere(URI from, int status) {
        return from.getHost() + ", where " + host() + " sends us for the file, refuses it (" + status
                + "); try again later. If it stays so, this network may be kept from that address: ask your admin.";
    }

    private String enough(HttpHeaders headers) {
        return host() + " lets us ask no more for now (429)"
                + (site.token().isEmpty() ? ", and allows more with a token: " + tokens() : "")
                + ". Try again " + later(wait(headers)) + ".";
    }

    private String other(String repo, int status) {
        return switch (status) {
            case 407 -> "The proxy asks for a sign-in, which is not supported; name another in HTTPS_PROXY.";
            case 416 ->
                host() + " has fewer bytes of a file of " + repo
                        + " than it lists; try again later, or report it to whoever runs that hub.";
            case 451 -> host() + " may not give out " + repo + " for legal reasons (451).";
            default ->
                host() + " answered with an error of its own (" + status + "); try again later. Its state is told at"
                        + " https://status.huggingface.co.";
        };
    }

    private String closed(String repo, int status, String code, String said) {
        if (said.startsWith("Invalid credentials") || repo.isEmpty()) {
            return host() + " refuses the Hugging Face token (" + status + "): it is wrong, expired or was revoked."
                    + " Make a new one at " + tokens() + " and save it " + PLACE;
        }
        if (code.equals("GatedRepo")) {
            return repo + " is gated: its makers let in who has accepted their licence. Accept it at " + link(repo)
                    + (site.token().isEmpty()
                            ? " and save a token of that account (" + tokens() + ") " + PLACE
                            : " with the account whose token is used here, then try again.");
        }
        return site.token().isEmpty()
                ? host() + " shows no " + repo + " to us (" + status + "): it does not exist, or is private or gated."
                        + " Check the name at " + link(repo) + ", and save a token (" + tokens() + ") " + PLACE
                : host() + " shows no " + repo + " to your token (" + status + "): it does not exist, or is private."
                        + " Check the name at " + link(repo) + ", and that the token may read it: " + tokens() + ".";
    }

    private String missing(String repo, String code) {
        if (repo.isEmpty()) {
            return host() + " does not know this address (404); is HF_ENDPOINT that of a Hugging Face hub?";
        }
        return switch (code) {
            case "RevisionNotFound" ->
                repo + " has no such revision; see its branches and tags at " + link(repo) + "/tree/main.";
            case "EntryNotFound" ->
                repo + " lists a file that " + host() + " does not have; try again later, or see " + link(repo) + ".";
            default -> host() + " has no model " + repo + "; check the name at " + link("models") + ".";
        };
    }

    /** A way that did not lead to an answer. */
    Failure broken(URI target, Throwable cause) {
        String there = String.valueOf(target.getHost());
        String why = Trust.isRefused(cause)
                ? "The certificate of " + there + " could not be trusted: " + reason(Trust.root(cause))
                        + ". If this site inspects encrypted traffic, its authority must be known to Java; ask your"
                        + " admin."
                : unanswered(there, cause);
        return new Failure(Failure.Kind.UNREACHABLE, why);
    }

    private static String unanswered(String there, Throwable cause) {
        return switch (cause) {
            case HttpConnectTimeoutException slow -> unreachable(there, "it did not answer in time");
            case ConnectException refused ->
                unreachable(
                        there,
                        refused.getCause() instanceof UnresolvedAddressException
                                ? "its name is not known here"
                                : reason(refused));
            case UnknownHostException unknown -> unreachable(there, "its name is not known here");
            default -> "The connection to " + there + " broke off: " + reason(cause) + ".";
        };
    }

    private static String unreachable(String there, String why) {
        return there + " could not be reached: " + why
                + ". Where only some machines may reach the internet, set HTTPS_PROXY or HF_ENDPOINT, or download as"
                + " a Slurm job.";
    }

    Failure silent(URI target, Duration after) {
        return new Failure(
                Failure.Kind.UNREACHABLE,
                target.getHost() + " sent nothing for " + after.toSeconds() + " s; try again later.");
    }

    Failure late(URI target, Duration longest) {
        return new Failure(
                Failure.Kind.UNREACHABLE,
                target.getHost() + " did not end its answer within " + longest.toSeconds() + " s; try again later.");
    }

    static Failure wrongSize(Piece piece, String sent) {
        return new Failure(
                Failure.Kind.HUB,
                "The hub lists " + piece.path() + " with " + piece.size() + " bytes and sends " + sent
                        + "; nothing of that is kept. Try again later, or report it to whoever runs that hub.");
    }

    static Failure nothing(Piece piece) {
        return new Failure(
                Failure.Kind.HUB,
                "The hub sends nothing when asked for the rest of " + piece.path()
                        + "; what has come is kept. Try again later, or report it to whoever runs that hub.");
    }

    static Failure wrongSum(Piece piece) {
        return new Failure(
                Failure.Kind.HUB,
                "What the hub sends as " + piece.path() + " does not have the checksum that it lists ("
                        + piece.etag().substring(0, 12)
                        + "…), twice; nothing of that is kept. Try again later, or report it to whoever runs that hub.");
    }

    /** What a cancelled download took along. */
    static String removed(List<Piece> whole) {
        long bytes = whole.stream().mapToLong(Piece::size).sum();
        String names = whole.stream()
                .limit(MOST_NAMES)
                .map(Piece::path)
                .map(Piece::shown)
                .collect(Collectors.joining(", "));
        int more = whole.size() - MOST_NAMES;
        return "Removed what was whole and in no revision, " + whole.size() + " file" + (whole.size() == 1 ? "" : "s")
                + " of " + bytes + " bytes: " + names + (more > 0 ? " and " + more + " more" : "") + ".";
    }

    /** As {@link #disk(Path, IOException)}, of the file that the fault itself names, where it names one. */
    static Failure anyDisk(Path otherwise, IOException e) {
        String named = e instanceof FileSystemException known ? known.getFile() : null;
        return disk(named == null ? otherwise : Path.of(named), e);
    }

    static Failure disk(Path file, IOException e) {
        String said =
                e instanceof FileSystemException known && known.getReason() != null ? known.getReason() : reason(e);
        String small = said.toLowerCase(Locale.ROOT);
        if (small.contains("no space")) {
            return disk("The disk of " + file + " is full; free some room and resume, nothing fetched is lost.");
        }
        if (small.contains("quota")) {
            return disk("Your quota on the disk of " + file + " is used up; free some room and resume, nothing"
                    + " fetched is lost.");
        }
        if (e instanceof AccessDeniedException) {
            return disk(file + " may not be written by this account; download into your own home, or ask its owner.");
        }
        return disk(file + " could not be written: " + said + ".");
    }

    static Failure disk(String sentence) {
        return new Failure(Failure.Kind.DISK, sentence);
    }

    /** How long the hub wants us to wait; zero when it does not say. */
    static Duration wait(HttpHeaders headers) {
        String after = headers.firstValue("Retry-After").orElse("").strip();
        if (after.matches("\\d{1,6}")) {
            return Duration.ofSeconds(Long.parseLong(after) + 1);
        }
        Matcher reset = RESET.matcher(headers.firstValue("RateLimit").orElse(""));
        return reset.find() ? Duration.ofSeconds(Long.parseLong(reset.group(1)) + 1) : Duration.ZERO;
    }

    private static String later(Duration wait) {
        return wait.isZero() ? "in a few minutes" : "in " + wait.toSeconds() + " s";
    }

    private String host() {
        return String.valueOf(site.endpoint().getHost());
    }

    private String link(String path) {
        return site.endpoint() + "/" + path;
    }

    private String tokens() {
        return link("settings/tokens");
    }

    private static String reason(Throwable e) {
        String said = e.getMessage();
        return said == null || said.isBlank() ? e.getClass().getSimpleName() : said.replaceFirst("\\.$", "");
    }
}
