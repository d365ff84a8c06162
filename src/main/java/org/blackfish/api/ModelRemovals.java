package org.blackfish.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.blackfish.cache.ModelCare;
import org.blackfish.model.Catalogue;
import org.blackfish.model.CatalogueEntry;
import org.blackfish.model.CatalogueFilter;
import org.blackfish.model.Library;
import org.blackfish.model.Place;
import org.blackfish.problem.InvalidInput;
import org.blackfish.problem.ProblemException;
import org.blackfish.profile.Profile;
import org.blackfish.profile.Profiles;
import org.blackfish.wire.ModelRemovalView;
import org.jspecify.annotations.Nullable;

/**
 * Removes what a query means. Older clients take away the files in one place themselves and then send the same query
 * whatever the place, so the shared copies go only when they are asked for.
 */
final class ModelRemovals {
    private final Profiles profiles;
    private final Library library;
    private final Catalogue catalogue;
    private final ModelCare care;

    ModelRemovals(Profiles profiles, Library library, Catalogue catalogue, ModelCare care) {
        this.profiles = profiles;
        this.library = library;
        this.catalogue = catalogue;
        this.care = care;
    }

    List<ModelRemovalView> carryOut(Query query) {
        Place place = place(query.text("place"));
        String name = query.text("profile");
        if (name == null && !query.has("repo_id") && !query.has("revision")) {
            throw new InvalidInput(
                    "repo_id", "Name the models by repo_id, profile or revision; without any, nothing is deleted.");
        }
        List<Profile> asked = name == null ? ModelsResource.here(profiles) : List.of(profiles.get(name));
        CatalogueFilter filter = new CatalogueFilter(
                asked.stream().map(Profile::name).toList(), null, query.text("repo_id"), query.text("revision"));
        // As they were known before the look: files that the client has taken away count as removed.
        List<CatalogueEntry> meant = catalogue.list(filter, 0, Integer.MAX_VALUE);
        asked.forEach(library::look);
        List<ModelRemovalView> done = new ArrayList<>();
        for (CatalogueEntry entry : meant) {
            if (place == null || place == entry.place()) {
                done.add(remove(entry, place));
            }
        }
        return done;
    }

    private ModelRemovalView remove(CatalogueEntry entry, @Nullable Place place) {
        Optional<CatalogueEntry> now = catalogue.find(entry.id());
        boolean gone = now.filter(still -> still.place() == entry.place()).isEmpty();
        if (gone) {
            return new ModelRemovalView(entry.id(), "ok", null);
        }
        if (entry.place() == Place.SHARED && place == null) {
            return new ModelRemovalView(
                    entry.id(),
                    "error",
                    entry.repo() + " lies in the shared folder " + entry.modelDir()
                            + "; add place=shared to remove it for everybody.");
        }
        try {
            care.remove(entry.id());
            return new ModelRemovalView(entry.id(), "ok", null);
        } catch (ProblemException refused) {
            return new ModelRemovalView(entry.id(), "error", refused.getMessage());
        }
    }

    private static @Nullable Place place(@Nullable String word) {
        return switch (word) {
            case null -> null;
            case "home" -> Place.HOME;
            case "shared" -> Place.SHARED;
            case "hf_cache" -> Place.HF_CACHE;
            default ->
                throw new InvalidInput(
                        "place",
                        "The value \"" + JsonFields.shown(word) + "\" of place is not home, shared or hf_cache.");
        };
    }
}
