package org.blackfish.web;

import jakarta.annotation.PostConstruct;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import org.blackfish.service.Orphans;

/** The jobs without a record, a block of the list of services; kept as shown, so that a button means the line it is in. */
@Named
@ViewScoped
public class LostJobs implements Serializable {
    private static final long serialVersionUID = 1L;

    // Views live in memory only, so nothing of this is ever written out.
    private final transient Orphans orphans;
    private final transient Notices notices;

    private transient List<LostJob> rows = List.of();

    @Inject
    LostJobs(Orphans orphans, Notices notices) {
        this.orphans = orphans;
        this.notices = notices;
    }

    @PostConstruct
    public void refresh() {
        rows = orphans.list().stream().map(LostJob::of).toList();
    }

    public List<LostJob> rows() {
        return rows;
    }

    void adopt(LostJob job) {
        orphans.adopt(job.id());
        notices.done(job.name() + " is a service again.");
    }

    public void cancel(LostJob job) {
        orphans.cancel(job.id());
        notices.done(job.name() + " is being cancelled; it leaves the list when Slurm confirms that.");
    }
}
