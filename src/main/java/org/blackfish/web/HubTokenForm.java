package org.blackfish.web;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import org.blackfish.hub.Hub;
import org.blackfish.hub.HubAccount;
import org.blackfish.hub.HubToken;
import org.blackfish.problem.InvalidInput;
import org.blackfish.settings.Secret;
import org.jspecify.annotations.Nullable;

/** The Hugging Face token: whose it is, another one, none. It is taken in and never shown. */
@Named
@ViewScoped
public class HubTokenForm implements Serializable {
    private static final long serialVersionUID = 1L;

    // Views live in memory only, so nothing of this is ever written out.
    private final transient Hub hub;
    private final transient HubToken token;
    private final transient Notices notices;
    private transient @Nullable String secret;

    @Inject
    HubTokenForm(Hub hub, HubToken token, Notices notices) {
        this.hub = hub;
        this.token = token;
        this.notices = notices;
    }

    /** Where the token in force comes from, in a sentence. */
    public String state() {
        return token.variable()
                .map(name -> "The environment variable " + name + " gives the token.")
                .orElseGet(() -> token.find().isPresent()
                        ? "A token is saved in " + token.file() + ", where every Hugging Face program finds it."
                        : "No token is set, so gated and private models cannot be fetched.");
    }

    public boolean isSaved() {
        return token.variable().isEmpty() && token.find().isPresent();
    }

    public boolean isFixed() {
        return token.variable().isPresent();
    }

    /** Where tokens are made. */
    public String makingAddress() {
        return hub.endpoint() + "/settings/tokens";
    }

    public void check() {
        notices.done(OnThePage.kept(hub::whoAmI).map(HubTokenForm::whose).orElse("No token is set."));
    }

    private static String whose(HubAccount account) {
        return "The hub knows this token: it is " + account.name() + "’s"
                + (account.tokenRole().isEmpty() ? "." : " and may " + account.tokenRole() + ".");
    }

    public void forget() {
        token.forget();
        notices.done("The saved token was removed.");
    }

    /** Kept only when the hub knows it. */
    public void save() {
        String given = secret == null ? "" : secret.strip();
        secret = null;
        if (given.isEmpty()) {
            throw new InvalidInput("token", "Paste a token first; it begins with hf_.");
        }
        Secret candidate = HubToken.checked(given);
        HubAccount account = OnThePage.kept(() -> hub.whoIs(candidate));
        token.save(candidate);
        notices.done(whose(account));
    }

    /** Always empty: the page never gets it back. */
    public @Nullable String getSecret() {
        return null;
    }

    public void setSecret(@Nullable String secret) {
        this.secret = secret;
    }
}
