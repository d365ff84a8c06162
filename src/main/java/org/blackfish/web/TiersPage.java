package org.blackfish.web;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import org.blackfish.profile.Admins;
import org.blackfish.profile.Profile;
import org.blackfish.tier.Tiers;
import org.blackfish.tier.TiersInForce;

/** The tiers of a site as its admins see them. */
@Named
@ViewScoped
public class TiersPage implements Serializable {
    private static final long serialVersionUID = 1L;

    // Views live in memory only, so nothing of this is ever written out.
    private final transient Admins admins;
    private final transient Tiers tiers;
    private final transient Profile profile;

    @Inject
    TiersPage(Admins admins, Tiers tiers, Shell shell) {
        this.admins = admins;
        this.tiers = tiers;
        this.profile = shell.profile();
    }

    /** Sends away whoever is no admin. */
    public void enter() {
        admins.require(profile);
    }

    public TiersInForce inForce() {
        return tiers.of(profile);
    }
}
