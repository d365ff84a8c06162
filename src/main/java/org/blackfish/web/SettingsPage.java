package org.blackfish.web;

import jakarta.annotation.PostConstruct;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import org.blackfish.problem.UnknownItem;
import org.blackfish.security.AccessTokens;
import org.jspecify.annotations.Nullable;

/** The personal tokens of this user: a list, another one, one less. */
@Named
@ViewScoped
public class SettingsPage implements Serializable {
    private static final long serialVersionUID = 1L;

    // Views live in memory only, so nothing of this is ever written out.
    private final transient AccessTokens tokens;
    private final transient Notices notices;
    private final transient Shell shell;
    private final String root;
    private transient List<TokenRow> rows = List.of();
    private transient @Nullable FreshToken fresh;
    private TokenForm form = new TokenForm();

    @Inject
    SettingsPage(AccessTokens tokens, Notices notices, Shell shell, HttpServletRequest request) {
        this.tokens = tokens;
        this.notices = notices;
        this.shell = shell;
        this.root = ServicePage.root(request);
    }

    @PostConstruct
    public void refresh() {
        Instant now = shell.now();
        rows = tokens.all().stream().map(token -> TokenRow.of(token, now)).toList();
    }

    public List<TokenRow> rows() {
        return rows;
    }

    public List<TokenScope> scopes() {
        return TokenScope.all();
    }

    /** The token just made; null once it was hidden, and on every page that is loaded anew. */
    public @Nullable FreshToken fresh() {
        return fresh;
    }

    public void make() {
        AccessTokens.Issued issued = tokens.issue(form.order(shell.now()));
        String name = issued.token().name();
        fresh = new FreshToken(name, issued.token().scope(), issued.secret(), root);
        form = new TokenForm();
        refresh();
        notices.done("The token \"" + name + "\" was made.");
    }

    public void hide() {
        fresh = null;
    }

    /** {@code id} is of the token that the person saw: the list may have changed since it was shown. */
    public void revoke(@Nullable String id) {
        rows.stream()
                .filter(row -> row.id().toString().equals(id))
                .findFirst()
                .ifPresentOrElse(this::end, () -> notices.warn("That token was revoked already."));
        refresh();
    }

    private void end(TokenRow row) {
        if (fresh != null && fresh.name().equals(row.name())) {
            hide();
        }
        try {
            tokens.revoke(row.id());
            notices.done("The token \"" + row.name() + "\" was revoked.");
        } catch (UnknownItem gone) {
            notices.warn("The token \"" + row.name() + "\" was revoked already, elsewhere.");
        }
    }

    public TokenForm getForm() {
        return form;
    }
}
