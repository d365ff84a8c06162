package org.blackfish.web;

import jakarta.annotation.PostConstruct;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.blackfish.service.Removal;
import org.blackfish.service.ServiceFilter;
import org.blackfish.service.ServiceLife;
import org.blackfish.service.Services;
import org.blackfish.service.Watchers;
import org.jspecify.annotations.Nullable;

/** The list of services; the profile chosen in the top bar decides which. */
@Named
@ViewScoped
public class ServicesPage implements Serializable {
    private static final long serialVersionUID = 1L;

    // Views live in memory only, so nothing of this is ever written out.
    private final transient Services services;
    private final transient ServiceLife life;
    private final transient Watchers watchers;
    private final transient Notices notices;
    private final transient LostJobs lost;
    private final String profile;

    private transient List<ServiceRow> all = List.of();
    private transient List<ServiceRow> rows = new ArrayList<>();
    private transient List<ServiceRow> selected = List.of();
    private String query = "";

    @Inject
    ServicesPage(Services services, ServiceLife life, Watchers watchers, Notices notices, LostJobs lost, Shell shell) {
        this.services = services;
        this.life = life;
        this.watchers = watchers;
        this.notices = notices;
        this.lost = lost;
        this.profile = shell.profile().name();
    }

    @PostConstruct
    public void refresh() {
        watchers.somebodyWatches();
        all = services.list(mine()).stream().map(ServiceRow::of).toList();
        lost.refresh();
        filter();
    }

    public void adopt(LostJob job) {
        lost.adopt(job);
        refresh();
    }

    /** Those that the filter lets through; the table sorts this very list. */
    public List<ServiceRow> rows() {
        return rows;
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }

    public void stopSelected() {
        List<ServiceRow> live = selected.stream().filter(ServiceRow::isLive).toList();
        live.forEach(row -> life.stop(row.id()));
        selected = List.of();
        refresh();
        notices.done(live.isEmpty() ? "Nothing to stop: choose services that still run." : stopping(live));
    }

    public void removeEnded() {
        long removed = life.delete(mine()).stream().filter(Removal::removed).count();
        refresh();
        notices.done(removed == 1 ? "One ended service was removed." : removed + " ended services were removed.");
    }

    private void filter() {
        rows = all.stream().filter(row -> row.matches(query)).collect(Collectors.toCollection(ArrayList::new));
    }

    private ServiceFilter mine() {
        return new ServiceFilter(null, null, null, null, null, null, profile);
    }

    private static String stopping(List<ServiceRow> live) {
        return live.size() == 1 ? live.getFirst().name() + " is being stopped." : live.size() + " are being stopped.";
    }

    public List<ServiceRow> getSelected() {
        return selected;
    }

    public void setSelected(List<ServiceRow> selected) {
        this.selected = selected;
    }

    public String getQuery() {
        return query;
    }

    public void setQuery(@Nullable String query) {
        this.query = query == null ? "" : query;
        filter();
    }
}
