package org.blackfish.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.inject.Inject;
import java.io.File;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.blackfish.problem.InvalidInput;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Personal tokens in the real server over the real PostgreSQL. */
@ExtendWith(ArquillianExtension.class)
class AccessTokensIT {
    @Inject
    private AccessTokens tokens;

    /** The WAR as it is shipped, but for the filter: the test's own requests carry no token. */
    @Deployment
    static WebArchive war() {
        WebArchive war = ShrinkWrap.createFromZipFile(WebArchive.class, new File("target/blackfish.war"));
        war.delete("WEB-INF/classes/org/blackfish/security/AccessFilter.class");
        return war;
    }

    @Test
    void aTokenOpensUntilItIsRevoked() {
        AccessTokens.Issued issued = tokens.issue(new TokenOrder("lab script", Scope.USE, null));
        assertEquals(Optional.of(Scope.USE), tokens.scopeOf(issued.secret().value()));
        assertTrue(tokens.all().stream().anyMatch(token -> token.name().equals("lab script")));
        tokens.revoke(issued.token().id());
        assertEquals(Optional.empty(), tokens.scopeOf(issued.secret().value()));
    }

    @Test
    void anUnknownSecretOpensNothing() {
        assertEquals(Optional.empty(), tokens.scopeOf("guess"));
    }

    @Test
    void aNameIsGivenOnce() {
        TokenOrder order = new TokenOrder("twice", Scope.READ, null);
        tokens.issue(order);
        InvalidInput refused = assertThrows(InvalidInput.class, () -> tokens.issue(order));
        assertEquals("There is already a token named \"twice\"; choose another name.", refused.getMessage());
    }

    @Test
    void anExpiryInThePastIsRefused() {
        Instant past = Instant.now().minus(1, ChronoUnit.DAYS);
        TokenOrder order = new TokenOrder("late", Scope.READ, past);
        assertThrows(InvalidInput.class, () -> tokens.issue(order));
        assertFalse(tokens.all().stream().anyMatch(token -> token.name().equals("late")));
    }
}
