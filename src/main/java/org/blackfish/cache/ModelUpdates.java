package org.blackfish.cache;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.blackfish.hub.Download;
import org.blackfish.hub.DownloadOrder;
import org.blackfish.hub.Downloads;
import org.blackfish.hub.FileChoice;
import org.blackfish.hub.Hub;
import org.blackfish.hub.HubModel;
import org.blackfish.hub.RepoId;
import org.blackfish.model.Catalogue;
import org.blackfish.model.CatalogueEntry;
import org.blackfish.model.CatalogueFilter;
import org.blackfish.model.Format;
import org.blackfish.model.Models;
import org.blackfish.model.Place;
import org.blackfish.problem.ProblemException;
import org.blackfish.profile.Profile;
import org.blackfish.profile.Profiles;
import org.jspecify.annotations.Nullable;

/** Whether the hub has a newer revision of a model, and fetching it beside the old one, which stays until removed. */
@ApplicationScoped
public class ModelUpdates {
    private static final int SHORT = 8;

    private final Catalogue catalogue;
    private final Models models;
    private final Profiles profiles;
    private final Hub hub;
    private final Downloads downloads;

    @Inject
    public ModelUpdates(Catalogue catalogue, Models models, Profiles profiles, Hub hub, Downloads downloads) {
        this.catalogue = catalogue;
        this.models = models;
        this.profiles = profiles;
        this.hub = hub;
        this.downloads = downloads;
    }

    /** What the hub refuses is an answer too, not a problem. */
    public ModelUpdate check(UUID id) {
        CatalogueEntry entry = catalogue.get(id);
        try {
            return compared(entry, newest(entry));
        } catch (ProblemException refused) {
            return answer(entry, ModelUpdate.Answer.ERROR, null, String.valueOf(refused.getMessage()));
        }
    }

    /** Begins to fetch the newer revision into the same place, if there is one. */
    public ModelUpdate update(UUID id) {
        CatalogueEntry entry = catalogue.get(id);
        ModelUpdate checked = check(id);
        if (checked.answer() != ModelUpdate.Answer.UPDATE_AVAILABLE) {
            return checked;
        }
        try {
            Profile profile = profiles.get(entry.profile());
            Download begun = downloads.start(profile, order(profile, entry));
            return new ModelUpdate(
                    id,
                    ModelUpdate.Answer.UPDATING,
                    entry.revision(),
                    checked.newest(),
                    "The download of " + entry.repo() + " at " + brief(begun.commit())
                            + " has begun; the old revision stays until you remove it.",
                    Optional.of(begun.id()));
        } catch (ProblemException refused) {
            return answer(entry, ModelUpdate.Answer.ERROR, checked.newest(), String.valueOf(refused.getMessage()));
        }
    }

    private HubModel newest(CatalogueEntry entry) {
        return hub.find(new RepoId(entry.repo()), null);
    }

    private ModelUpdate compared(CatalogueEntry entry, HubModel newest) {
        CatalogueFilter same = new CatalogueFilter(List.of(entry.profile()), null, entry.repo(), newest.commit());
        String commit = brief(newest.commit());
        boolean whole = catalogue.list(same, 0, Integer.MAX_VALUE).stream().anyMatch(there -> there.defect() == null);
        return whole
                ? answer(
                        entry,
                        ModelUpdate.Answer.UP_TO_DATE,
                        newest.commit(),
                        "The newest revision, " + commit + ", is on disk.")
                : answer(
                        entry,
                        ModelUpdate.Answer.UPDATE_AVAILABLE,
                        newest.commit(),
                        "The hub has a newer revision, " + commit + ".");
    }

    /** The same form of the weights as before: of many GGUF files the one that is there. */
    private DownloadOrder order(Profile profile, CatalogueEntry entry) {
        FileChoice files = FileChoice.RUN;
        String revision = entry.revision();
        if (entry.format() == Format.GGUF && revision != null) {
            Path snapshot = Path.of(entry.modelDir(), "snapshots", revision);
            Path file = models.get(profile, entry.repo(), revision).file();
            files = new FileChoice(snapshot.relativize(file).toString());
        }
        return new DownloadOrder(
                new RepoId(entry.repo()),
                null,
                entry.place() == Place.SHARED,
                files,
                downloads.usualSite().on(profile),
                Optional.empty());
    }

    private static ModelUpdate answer(
            CatalogueEntry entry, ModelUpdate.Answer answer, @Nullable String newest, String sentence) {
        return new ModelUpdate(entry.id(), answer, entry.revision(), newest, sentence, Optional.empty());
    }

    private static String brief(String commit) {
        return commit.length() <= SHORT ? commit : commit.substring(0, SHORT);
    }
}
