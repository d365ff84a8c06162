package org.blackfish.web;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.blackfish.hub.Download;
import org.blackfish.hub.DownloadOrder;
import org.blackfish.hub.DownloadPlan;
import org.blackfish.hub.DownloadSite;
import org.blackfish.hub.Downloads;
import org.blackfish.hub.FileChoice;
import org.blackfish.hub.Hub;
import org.blackfish.hub.RepoId;
import org.blackfish.model.Models;
import org.blackfish.problem.ProblemException;
import org.blackfish.profile.Admins;
import org.blackfish.profile.Profile;
import org.blackfish.profile.SlurmProfile;
import org.jspecify.annotations.Nullable;

/** From words to a download: what the hub has, what one model would take, and the start. */
@Named
@ViewScoped
public class HubSearch implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 20;

    // Views live in memory only, so nothing of this is ever written out.
    private final transient Hub hub;
    private final transient Downloads downloads;
    private final transient Models models;
    private final transient Admins admins;
    private final transient Notices notices;
    private final transient Profile profile;
    private transient @Nullable List<HubRow> found;
    private transient @Nullable DownloadPlan plan;
    private String query = "";
    private String repo = "";
    private String files = FileChoice.RUN.word();
    private String place = "home";
    private String where;
    private String problem = "";

    @Inject
    HubSearch(Hub hub, Downloads downloads, Models models, Admins admins, Notices notices, Shell shell) {
        this.hub = hub;
        this.downloads = downloads;
        this.models = models;
        this.admins = admins;
        this.notices = notices;
        this.profile = shell.profile();
        this.where = downloads.usualSite().on(profile).word();
    }

    public void search() {
        close();
        found = null;
        problem = "";
        if (query.isBlank()) {
            return;
        }
        try {
            Set<String> here = models.all(profile).stream()
                    .filter(model -> model.defect() == null)
                    .map(model -> model.repo())
                    .collect(Collectors.toSet());
            found = hub.search(query.strip(), SHOWN).stream()
                    .map(model -> HubRow.of(model, hub.link(new RepoId(model.repo())), here.contains(model.repo())))
                    .toList();
        } catch (ProblemException refused) {
            problem = String.valueOf(refused.getMessage());
        }
    }

    /** What was found; null before the first search and after one that failed. */
    public @Nullable List<HubRow> found() {
        return found;
    }

    /** Why there is no answer, with the next step; empty while all goes well. */
    public String problem() {
        return problem;
    }

    /** Asks the hub for the files of one model, and the disk for room. */
    public void choose(String name) {
        repo = name;
        files = FileChoice.RUN.word();
        reckon();
    }

    /** Once more, after a choice was changed. */
    public void reckon() {
        problem = "";
        plan = null;
        try {
            plan = downloads.plan(profile, order());
        } catch (ProblemException refused) {
            problem = String.valueOf(refused.getMessage());
        }
    }

    public @Nullable PlanCard plan() {
        return plan == null ? null : PlanCard.of(plan, hub.link(new RepoId(repo)));
    }

    public void close() {
        plan = null;
        repo = "";
    }

    public void download() {
        Download begun = OnThePage.kept(() -> downloads.start(profile, order()));
        close();
        notices.done("The download of " + begun.repo() + " has begun; you may leave this page meanwhile.");
    }

    private DownloadOrder order() {
        return new DownloadOrder(
                new RepoId(repo),
                null,
                place.equals("shared"),
                new FileChoice(files),
                DownloadSite.of(where).orElseGet(() -> downloads.usualSite().on(profile)),
                Optional.empty());
    }

    /** Whether the shared folder is offered. */
    public boolean isAdmin() {
        return admins.includeUs(profile) && !profile.cacheDirectory().equals(profile.homeDirectory());
    }

    /** Whether a compute node is offered. */
    public boolean isSlurm() {
        return profile instanceof SlurmProfile;
    }

    public String getQuery() {
        return query;
    }

    public void setQuery(@Nullable String query) {
        this.query = query == null ? "" : query;
    }

    public String getFiles() {
        return files;
    }

    public void setFiles(String files) {
        this.files = files;
    }

    public String getPlace() {
        return place;
    }

    public void setPlace(String place) {
        this.place = place;
    }

    public String getWhere() {
        return where;
    }

    public void setWhere(String where) {
        this.where = where;
    }
}
