package org.blackfish.hub;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.blackfish.fetch.Failure;
import org.blackfish.fetch.Site;
import org.blackfish.fetch.Web;
import org.blackfish.problem.AccessRefused;
import org.blackfish.problem.DeadlinePassed;
import org.blackfish.problem.HostUnreachable;
import org.blackfish.problem.InvalidInput;
import org.blackfish.problem.ProblemException;
import org.blackfish.problem.UnknownItem;
import org.blackfish.problem.Upstream;
import org.blackfish.problem.WrongState;
import org.blackfish.settings.Secret;
import org.jspecify.annotations.Nullable;

/**
 * Questions to the hub of {@code HF_ENDPOINT}. They block, at most 20 s each, and are meant for virtual threads; what is
 * refused is a problem with the next step and its link.
 */
@ApplicationScoped
public class Hub {
    /** How we name ourselves, in the shape that hubs count clients by. */
    static final String AGENT = "blackfish/0.1.0; java/" + Runtime.version().feature();

    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final int MOST_ANSWER = 32 << 20;
    private static final int MOST_PAGES = 200;
    private static final Set<String> YES = Set.of("1", "ON", "YES", "TRUE");
    private static final List<String> SHOWN = List.of(
            "cardData",
            "downloads",
            "gated",
            "gguf",
            "lastModified",
            "library_name",
            "likes",
            "pipeline_tag",
            "private",
            "safetensors",
            "sha",
            "tags",
            "usedStorage",
            "config");

    private final Map<String, String> environment;
    private final HubToken token;

    @Inject
    public Hub(HubToken token) {
        this(token, System.getenv());
    }

    public Hub(HubToken token, Map<String, String> environment) {
        this.token = token;
        this.environment = Map.copyOf(environment);
    }

    /** The hub's address, for links; {@link InvalidInput} when {@code HF_ENDPOINT} is none. */
    public URI endpoint() {
        try {
            return Site.endpoint(environment);
        } catch (IllegalArgumentException e) {
            throw new InvalidInput("HF_ENDPOINT", String.valueOf(e.getMessage()));
        }
    }

    /** The page of a model, where its licence is accepted. */
    public String link(RepoId repo) {
        return endpoint() + "/" + repo.text();
    }

    /** Whether {@code HF_HUB_OFFLINE} forbids to ask. */
    public boolean isOffline() {
        return YES.contains(
                environment.getOrDefault("HF_HUB_OFFLINE", "").strip().toUpperCase(Locale.ROOT));
    }

    /** Models whose names hold the words, the most downloaded first; one by no name of a repository is left out. */
    public List<HubModel> search(String words, int limit) {
        StringBuilder query = new StringBuilder(
                "/api/models?search=" + encoded(words) + "&sort=downloads&direction=-1&limit=" + limit);
        SHOWN.forEach(name -> query.append("&expand%5B%5D=").append(name));
        return get("", query.toString())
                .items()
                .map(HubReading::model)
                .filter(model -> RepoId.isName(model.repo()))
                .toList();
    }

    /** A model at a commit, branch or tag, null for {@code main}. */
    public HubModel find(RepoId repo, @Nullable String revision) {
        if (revision != null) {
            RepoId.checkRevision(revision);
        }
        String at = revision == null ? "" : "/revision/" + encoded(revision);
        HubModel found = HubReading.model(get(repo.text(), "/api/models/" + repo.text() + at));
        if (!RepoId.isCommit(found.commit())) {
            throw new Upstream(
                    endpoint().toString(),
                    200,
                    endpoint().getHost() + " says of " + repo.text()
                            + " no commit; is HF_ENDPOINT a Hugging Face hub?");
        }
        return found;
    }

    /** Its branches and tags, {@code main} first. */
    public List<String> revisions(RepoId repo) {
        Facts said = get(repo.text(), "/api/models/" + repo.text() + "/refs");
        List<String> names = new ArrayList<>();
        for (String kind : List.of("branches", "tags")) {
            said.at(kind).items().map(entry -> entry.text("name")).forEach(names::add);
        }
        names.sort((one, other) -> Boolean.compare(other.equals("main"), one.equals("main")));
        return List.copyOf(names);
    }

    /** All files of a commit. */
    public List<HubFile> tree(RepoId repo, String commit) {
        List<HubFile> files = new ArrayList<>();
        Optional<URI> page =
                Optional.of(address("/api/models/" + repo.text() + "/tree/" + commit + "?recursive=true&expand=false"));
        for (int count = 0; page.isPresent() && count < MOST_PAGES; count++) {
            Web.Page answer = ask(repo.text(), page.get(), token());
            try {
                Facts.parse(answer.body(), String.valueOf(endpoint().getHost()))
                        .items()
                        .flatMap(entry -> HubReading.file(entry).stream())
                        .forEach(files::add);
            } catch (Failure hostile) {
                throw problem(repo.text(), hostile);
            }
            page = answer.next();
        }
        if (page.isPresent()) {
            throw new Upstream(
                    endpoint().toString(),
                    200,
                    endpoint().getHost() + " lists the files of " + repo.text() + " on more than " + MOST_PAGES
                            + " pages, which are not read to their end; nothing is downloaded. Report it to whoever"
                            + " runs that hub.");
        }
        return List.copyOf(files);
    }

    /** Whose the token in force is; empty without one, {@link AccessRefused} when the hub does not know it. */
    public Optional<HubAccount> whoAmI() {
        return token.find().map(this::whoIs);
    }

    /** Whose this token is; {@link AccessRefused} when the hub does not know it. */
    public HubAccount whoIs(Secret candidate) {
        Web.Page page = ask("", address("/api/whoami-v2"), candidate.value());
        return HubReading.account(
                Facts.parse(page.body(), String.valueOf(endpoint().getHost())));
    }

    /** The token in force, empty for none. */
    String token() {
        return token.find().map(Secret::value).orElse("");
    }

    private Facts get(String repo, String path) {
        return Facts.parse(
                ask(repo, address(path), token()).body(),
                String.valueOf(endpoint().getHost()));
    }

    private Web.Page ask(String repo, URI address, String as) {
        requireOnline();
        try (Web web = new Web(new Site(endpoint(), as, AGENT), environment)) {
            return web.ask(repo, address, MOST_ANSWER, LONGEST);
        } catch (Failure e) {
            throw problem(repo, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DeadlinePassed("The hub", String.valueOf(endpoint().getHost()), LONGEST);
        }
    }

    void requireOnline() {
        if (isOffline()) {
            throw new WrongState(
                    "hub",
                    "offline",
                    "online",
                    "HF_HUB_OFFLINE forbids to ask the hub; only models on disk can be used. Unset it and start"
                            + " Blackfish again to search and download.");
        }
    }

    ProblemException problem(String repo, Failure e) {
        String sentence = String.valueOf(e.getMessage());
        String host = String.valueOf(endpoint().getHost());
        return switch (e.kind()) {
            case MISSING -> new UnknownItem("model", repo, sentence);
            case REFUSED, DISK -> new AccessRefused(repo.isEmpty() ? "token" : repo, sentence);
            case HUB -> new Upstream(endpoint().toString(), e.status(), sentence);
            case UNREACHABLE -> new HostUnreachable(host, sentence, e);
        };
    }

    private URI address(String path) {
        return URI.create(endpoint() + path);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
