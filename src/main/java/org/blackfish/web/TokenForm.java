package org.blackfish.web;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import org.blackfish.security.Scope;
import org.blackfish.security.TokenOrder;
import org.jspecify.annotations.Nullable;

/** A personal token as it is being filled in: to call models, for 90 days, unless something else is chosen. */
public class TokenForm implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final String USUAL_SCOPE = Scope.USE.word();
    private static final String USUAL_DAYS = "90";

    private String name = "";
    private String scope = USUAL_SCOPE;
    private String days = USUAL_DAYS;

    /** {@link org.blackfish.problem.InvalidInput} says what is wrong with the name. */
    TokenOrder order(Instant now) {
        int lasts = Integer.parseInt(days);
        return new TokenOrder(
                name.strip(), Scope.of(scope).orElse(Scope.READ), lasts == 0 ? null : now.plus(Duration.ofDays(lasts)));
    }

    public String getName() {
        return name;
    }

    public void setName(@Nullable String name) {
        this.name = name == null ? "" : name;
    }

    public String getScope() {
        return scope;
    }

    public void setScope(@Nullable String scope) {
        this.scope = scope == null ? USUAL_SCOPE : scope;
    }

    /** How long it lasts, from the moment that it is made; {@code 0} is for ever. */
    public String getDays() {
        return days;
    }

    public void setDays(@Nullable String days) {
        this.days = days == null ? USUAL_DAYS : days;
    }
}
