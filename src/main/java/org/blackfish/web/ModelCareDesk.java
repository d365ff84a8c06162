package org.blackfish.web;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.blackfish.cache.ModelUpdate;
import org.blackfish.cache.ModelUpdates;
import org.blackfish.cache.Publications;
import org.blackfish.profile.Admins;
import org.blackfish.profile.Profile;
import org.jspecify.annotations.Nullable;
import org.primefaces.PrimeFaces;

/** What is done with a model beyond looking and removing: a newer revision, and the way into the shared folder. */
@Named
@ViewScoped
public class ModelCareDesk implements Serializable {
    private static final long serialVersionUID = 1L;

    // Views live in memory only, so nothing of this is ever written out.
    private final transient ModelUpdates updates;
    private final transient Publications publications;
    private final transient Admins admins;
    private final transient Notices notices;
    private final transient Profile profile;
    private final transient Map<UUID, ModelUpdate> answers = new HashMap<>();
    private transient List<String> shown = List.of();

    @Inject
    ModelCareDesk(ModelUpdates updates, Publications publications, Admins admins, Notices notices, Shell shell) {
        this.updates = updates;
        this.publications = publications;
        this.admins = admins;
        this.notices = notices;
        this.profile = shell.profile();
    }

    /** Whether models may be published: where there is a shared folder that is not one's own. */
    public boolean isPublishing() {
        return admins.includeUs(profile) && !profile.cacheDirectory().equals(profile.homeDirectory());
    }

    public void check(ModelRow row) {
        answers.put(row.id(), updates.check(row.id()));
    }

    public void update(ModelRow row) {
        answers.put(row.id(), updates.update(row.id()));
    }

    /** What the hub said last of this model; empty before it was asked. */
    public String said(ModelRow row) {
        ModelUpdate answer = answers.get(row.id());
        return answer == null ? "" : answer.sentence();
    }

    /** Whether there is something newer to fetch. */
    public boolean isNewer(ModelRow row) {
        return is(row, ModelUpdate.Answer.UPDATE_AVAILABLE);
    }

    private boolean is(ModelRow row, ModelUpdate.Answer wanted) {
        @Nullable ModelUpdate answer = answers.get(row.id());
        return answer != null && answer.answer() == wanted;
    }

    public void publish(ModelRow row) {
        publications.start(row.id(), false);
        notices.done(row.repo() + " is being copied into the shared folder; you may leave this page meanwhile.");
    }

    public List<PublicationRow> publications() {
        return publications.list(profile.name()).stream()
                .map(PublicationRow::of)
                .toList();
    }

    /** The list comes anew when one begins or ends. */
    public void refresh() {
        List<String> now =
                publications().stream().map(row -> row.model() + row.word()).toList();
        if (!now.equals(shown) && PrimeFaces.current().isAjaxRequest()) {
            PrimeFaces.current().ajax().update("models:going");
        }
        shown = now;
    }

    public void dismiss(PublicationRow row) {
        publications.forget(row.model());
    }
}
