package org.blackfish.web;

import jakarta.annotation.PostConstruct;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import org.blackfish.cache.ModelCare;
import org.blackfish.model.CatalogueTable;
import org.blackfish.model.Library;
import org.blackfish.model.RemovalPlan;
import org.blackfish.model.Stock;
import org.blackfish.problem.WrongState;
import org.blackfish.profile.Profile;
import org.jspecify.annotations.Nullable;
import org.primefaces.PrimeFaces;

/** The models on disk: a table by repository, and what can be done with one. */
@Named
@ViewScoped
public class ModelsPage implements Serializable {
    private static final long serialVersionUID = 1L;

    // Views live in memory only, so nothing of this is ever written out.
    private final transient Library library;
    private final transient ModelCare care;
    private final transient Notices notices;
    private final transient Profile profile;
    private final ModelTable table;
    private transient @Nullable Leaving leaving;
    private transient List<String> problems = List.of();
    private String query = "";
    private boolean empty;
    private String stamp = "";

    @Inject
    ModelsPage(Library library, CatalogueTable catalogue, ModelCare care, Notices notices, Shell shell) {
        this.library = library;
        this.care = care;
        this.notices = notices;
        this.profile = shell.profile();
        this.table = new ModelTable(catalogue, profile.name());
    }

    @PostConstruct
    public void refresh() {
        Stock stock = library.look(profile);
        problems = stock.problems();
        empty = stock.copies().isEmpty();
        if (!stamp.isEmpty()
                && !stamp.equals(stock.stamp())
                && PrimeFaces.current().isAjaxRequest()) {
            // Only then, since a table that comes anew closes what its reader has opened.
            PrimeFaces.current().ajax().update("models:disk");
        }
        stamp = stock.stamp();
    }

    /** After an event: what is on the way, and what lies on disk. */
    public void refreshAll(DownloadsList downloads, ModelCareDesk desk) {
        downloads.refresh();
        desk.refresh();
        refresh();
    }

    public ModelTable table() {
        return table;
    }

    public boolean isEmpty() {
        return empty;
    }

    /** What could not be looked at or was passed over, a sentence each. */
    public List<String> problems() {
        return problems;
    }

    /** Where one's own models lie. */
    public String folder() {
        return profile.homeDirectory().resolve("models").toString();
    }

    /** Reckons what would go, and what for; the dialog asks. */
    public void askToRemove(ModelRow row) {
        try {
            RemovalPlan plan = care.plan(row.id());
            leaving = Leaving.of(row, plan, care.users(row.id()));
        } catch (WrongState stays) {
            leaving = Leaving.refused(row, String.valueOf(stays.getMessage()));
        }
    }

    /** The model that the dialog asks about; null when it asks about none. */
    public @Nullable Leaving leaving() {
        return leaving;
    }

    public void remove() {
        Leaving asked = leaving;
        leaving = null;
        if (asked != null) {
            RemovalPlan done = care.remove(asked.id());
            notices.done(asked.name() + " was removed; " + Words.bytes(done.bytes()) + " are free again.");
        }
        refresh();
    }

    public String getQuery() {
        return query;
    }

    public void setQuery(@Nullable String query) {
        this.query = query == null ? "" : query;
        table.search(this.query);
    }
}
