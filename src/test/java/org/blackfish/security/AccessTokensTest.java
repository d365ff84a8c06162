package org.blackfish.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import jakarta.persistence.TypedQuery;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.blackfish.problem.InvalidInput;
import org.junit.jupiter.api.Test;

class AccessTokensTest {
    @Test
    void aNameThatAnotherCallTookMeanwhileIsTakenAndNoFaultOfTheServer() {
        assertThat(issued(new SQLException("duplicate key value violates unique constraint", "23505")))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("There is already a token named \"night\"; choose another name.");
    }

    @Test
    void aNameThatIsFarTooLongIsNotRepeatedWhole() {
        assertThat(catchThrowable(() -> new TokenOrder("x".repeat(1_000_000), Scope.READ, null)))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("A token needs a name of 1 to 100 characters; \"" + "x".repeat(100) + "…\" is not one.");
        assertThat(catchThrowable(() -> new TokenOrder("a\nb", Scope.READ, null)))
                .hasMessage("A token needs a name of 1 to 100 characters; \"a?b\" is not one.");
    }

    @Test
    void aDatabaseThatIsAwayIsToldAsThat() {
        assertThat(issued(new SQLException("connection refused", "08001"))).isInstanceOf(PersistenceException.class);
    }

    /** What a call is answered that finds no such name and is then refused by the database. */
    private static Throwable issued(SQLException refusal) {
        AccessTokens tokens = new AccessTokens(refusing(refusal), Clock.systemUTC());
        return catchThrowable(() -> tokens.issue(new TokenOrder("night", Scope.READ, null)));
    }

    private static EntityManager refusing(SQLException refusal) {
        TypedQuery<?> nothing = (TypedQuery<?>) Proxy.newProxyInstance(
                TypedQuery.class.getClassLoader(),
                new Class<?>[] {TypedQuery.class},
                (self, called, given) -> List.of());
        return (EntityManager) Proxy.newProxyInstance(
                EntityManager.class.getClassLoader(), new Class<?>[] {EntityManager.class}, (self, called, given) -> {
                    if (called.getName().equals("flush")) {
                        throw new PersistenceException(new IllegalStateException(refusal));
                    }
                    return called.getName().equals("createQuery") ? nothing : null;
                });
    }
}
