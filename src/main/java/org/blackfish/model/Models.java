package org.blackfish.model;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.blackfish.problem.AccessRefused;
import org.blackfish.problem.ProblemException;
import org.blackfish.problem.UnknownItem;
import org.blackfish.problem.WrongState;
import org.blackfish.profile.Hosts;
import org.blackfish.profile.Profile;
import org.blackfish.settings.Settings;
import org.blackfish.transport.Entry;
import org.blackfish.transport.Host;
import org.jspecify.annotations.Nullable;

/**
 * The models of a profile as they lie on its host: {@code cache_dir/models} first, then {@code home_dir/models}, then on
 * this machine the cache of Hugging Face's own programs if the settings name it.
 */
@ApplicationScoped
public class Models {
    private static final int LONGEST_CONFIG = 1024 * 1024;

    private final Map<String, Shelf> shelves = new ConcurrentHashMap<>();
    private final Map<String, ModelShape> shapes = new ConcurrentHashMap<>();
    private final Hosts hosts;
    private final Clock clock;
    private final Optional<Path> hubCache;
    private final Optional<Path> namedCache;

    @Inject
    public Models(Hosts hosts, Clock clock, Settings settings) {
        this.hosts = hosts;
        this.clock = clock;
        this.hubCache = settings.hubCache();
        // Their own default need not be there before they have fetched anything.
        this.namedCache = hubCache.filter(folder -> !settings.hubPlaces().contains(folder));
    }

    /** Every model of the profile; see {@link #inventory(Profile)}. */
    public List<Model> all(Profile profile) {
        return inventory(profile).models();
    }

    /**
     * Every revision of every model, by repository and newest first, each once (the shared one unless it is
     * incomplete), and what could not be read.
     */
    public Inventory inventory(Profile profile) {
        return stock(profile).inventory();
    }

    Stock stock(Profile profile) {
        Stock stock = Stock.of(shelves(profile).stream().map(Shelf::look).toList());
        return mistyped(profile)
                .map(folder -> stock.with("BLACKFISH_HF_CACHE is " + folder
                        + ", and there is no such folder; name the one that holds models--namespace--name."))
                .orElse(stock);
    }

    private Optional<Path> mistyped(Profile profile) {
        return namedCache.filter(folder -> profile.isHere()
                && hosts.of(profile).find(folder).filter(Entry::isFolder).isEmpty());
    }

    /** The folders that are looked at, as a sentence names them. */
    String places(Profile profile) {
        List<String> folders = shelves(profile).stream()
                .map(shelf -> shelf.folder().toString())
                .toList();
        int last = folders.size() - 1;
        return last == 0
                ? folders.getFirst()
                : String.join(", ", folders.subList(0, last)) + " or " + folders.get(last);
    }

    /**
     * The model to run: the given commit, branch or tag, or for null what {@code refs/main} names, else the newest
     * snapshot. {@link UnknownItem} names the paths looked at and what would put it there; {@link WrongState} says what
     * is missing of an incomplete one.
     */
    public Model get(Profile profile, String repo, @Nullable String revision) {
        RepoName name = new RepoName(repo);
        if (revision != null) {
            RepoName.checkRevision(revision);
        }
        List<Shelf> shelves = shelves(profile);
        List<Model> found = new ArrayList<>();
        List<String> closed = new ArrayList<>();
        for (Shelf shelf : shelves) {
            try {
                find(hosts.of(profile), shelf, name, revision).ifPresent(found::add);
            } catch (AccessRefused e) {
                closed.add(String.valueOf(e.getMessage()));
            }
        }
        return found.stream()
                .filter(model -> model.defect() == null)
                .findFirst()
                .orElseThrow(() -> found.isEmpty()
                        ? missing(profile, name, revision, shelves, closed)
                        : incomplete(found.getFirst()));
    }

    /**
     * What decides the memory of its context, by {@code config.json} or the head of the GGUF file; empty if unknown. Read
     * once for a file of that size.
     */
    public Optional<ModelShape> shape(Profile profile, Model model) {
        Host host = hosts.of(profile);
        String key = host.name() + ":" + model.file() + " " + model.sizeGb();
        ModelShape known = shapes.get(key);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<ModelShape> shape = shape(host, model);
        shape.ifPresent(found -> shapes.put(key, found));
        return shape;
    }

    private static Optional<ModelShape> shape(Host host, Model model) {
        try {
            return switch (model.format()) {
                case GGUF -> GgufHeader.shape(host.read(model.file(), 0, GgufHeader.READ));
                case SAFETENSORS, OTHER ->
                    ConfigJson.shape(new String(
                            host.read(model.file().resolve("config.json"), 0, LONGEST_CONFIG), StandardCharsets.UTF_8));
            };
        } catch (ProblemException unreadable) {
            return Optional.empty();
        }
    }

    /** The first whole one of those meant, else the first. */
    private static Optional<Model> find(Host host, Shelf shelf, RepoName name, @Nullable String revision) {
        List<Model> revisions = shelf.of(name).stream().map(Copy::model).toList();
        String commit = revision == null ? null : shelf.ref(name, revision).orElse(revision);
        List<Model> meant = revisions.stream()
                .filter(model -> commit == null || commit.equals(model.revision()))
                .toList();
        Optional<Model> whole = meant.stream()
                .filter(model -> model.defect() == null)
                .map(model -> compared(host, model))
                .filter(model -> model.defect() == null)
                .findFirst();
        return whole.or(() -> meant.stream().findFirst().map(model -> compared(host, model)));
    }

    /** With what it lacks of its own listing, where there is one, and of what a container sees. */
    static Model compared(Host host, Model model) {
        return new DetailsReader(host)
                .read(List.of(model)).values().stream()
                        .findFirst()
                        .map(details -> model.lacking(details.lacks()))
                        .map(whole -> Reach.checked(host, whole))
                        .orElse(model);
    }

    private List<Shelf> shelves(Profile profile) {
        Host host = hosts.of(profile);
        Map<Path, Place> places = new LinkedHashMap<>();
        places.put(profile.cacheDirectory().resolve("models"), Place.SHARED);
        places.put(own(profile), Place.HOME);
        if (profile.isHere()) {
            hubCache.ifPresent(folder -> places.putIfAbsent(folder, Place.HF_CACHE));
        }
        return places.entrySet().stream()
                .map(place -> shelf(host, place.getKey(), place.getValue()))
                .toList();
    }

    private static Path own(Profile profile) {
        return profile.homeDirectory().resolve("models");
    }

    private Shelf shelf(Host host, Path folder, Place place) {
        return shelves.computeIfAbsent(
                host.name() + ":" + folder + " " + place, key -> new Shelf(host, folder, place, clock));
    }

    private static UnknownItem missing(
            Profile profile, RepoName name, @Nullable String revision, List<Shelf> shelves, List<String> closed) {
        String what = revision == null ? "" : "revision " + revision + " of ";
        String looked = String.join(
                " and ",
                shelves.stream()
                        .map(shelf -> String.valueOf(
                                name.isLocal() ? shelf.folder().resolve(name.stem() + ".gguf") : shelf.path(name)))
                        .toList());
        Path own = own(profile);
        String remedy = name.isLocal()
                ? "To put it there copy the file to " + own + "."
                : "To put it there run \"hf download " + name.text()
                        + (revision == null ? "" : " --revision " + revision) + " --cache-dir " + own + "\".";
        String refused = closed.isEmpty() ? "" : String.join(" ", closed) + " ";
        return new UnknownItem(
                "model",
                name.text(),
                "There is no " + what + "model " + name.text() + " on disk: looked for " + looked + ". " + refused
                        + remedy);
    }

    private static WrongState incomplete(Model model) {
        String defect = String.valueOf(model.defect());
        return new WrongState(
                "model " + model.repo(),
                "incomplete",
                "complete",
                "The model " + model.repo() + " at " + model.file()
                        + (Defect.isClosed(defect)
                                ? " cannot be read: " + defect + "."
                                : " is incomplete: " + defect + ". Download or copy it again."));
    }
}
