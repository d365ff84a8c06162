package org.blackfish.web;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import org.blackfish.cache.CacheCare;
import org.blackfish.cache.CacheHealth;
import org.blackfish.profile.Admins;
import org.blackfish.profile.Profile;
import org.jspecify.annotations.Nullable;

/** The health of the shared folder, and its two repairs. */
@Named
@ViewScoped
public class CachePage implements Serializable {
    private static final long serialVersionUID = 1L;

    // Views live in memory only, so nothing of this is ever written out.
    private final transient Admins admins;
    private final transient CacheCare care;
    private final transient Notices notices;
    private final transient Profile profile;
    private transient @Nullable CacheHealth health;

    @Inject
    CachePage(Admins admins, CacheCare care, Notices notices, Shell shell) {
        this.admins = admins;
        this.care = care;
        this.notices = notices;
        this.profile = shell.profile();
    }

    /** Sends away whoever is no admin. */
    public void enter() {
        admins.require(profile);
    }

    /** Looks at most once a page; large folders take some seconds. */
    public CacheHealth health() {
        CacheHealth known = health;
        if (known == null) {
            known = care.look(profile);
            health = known;
        }
        return known;
    }

    public List<TroubleRow> troubles() {
        return TroubleRow.of(health());
    }

    /** {@code 1.2 GB free of 4 GB}; empty where the disk does not tell. */
    public String room() {
        return health().space()
                .map(space -> Words.gigabytes(space.free() / 1e9) + " free of " + Words.gigabytes(space.total() / 1e9))
                .orElse("the disk does not tell");
    }

    public String quota() {
        return health().quota()
                .map(quota -> Words.gigabytes(quota.used() / 1e9) + " used of " + Words.gigabytes(quota.limit() / 1e9))
                .orElse("none that is known");
    }

    public String size() {
        return Words.gigabytes(health().bytes() / 1e9) + " in " + health().entries() + " entries";
    }

    public void share() {
        admins.require(profile);
        int changed = care.share(profile);
        health = null;
        notices.done(changed == 1 ? "One entry can be read by all now." : changed + " entries can be read by all now.");
    }

    public void clean() {
        admins.require(profile);
        // What stayed is told as a problem, and the rest is gone by then.
        health = null;
        int removed = care.clean(profile);
        notices.done(removed == 1 ? "One leftover was removed." : removed + " leftovers were removed.");
    }

    public void look() {
        admins.require(profile);
        health = null;
    }
}
