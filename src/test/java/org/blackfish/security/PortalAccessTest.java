package org.blackfish.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.blackfish.security.Access.Portal.NONE;
import static org.blackfish.security.Access.Portal.OWNER;
import static org.blackfish.security.Access.Portal.SILENT;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who enters when a portal stands before us: every caller, every kind of path, everything that the portal may say. */
class PortalAccessTest {
    private static final Access.Portal STRANGE = Access.Portal.STRANGER;

    @ParameterizedTest
    @CsvSource(textBlock = """
            # method, path,                              portal,   nobody,        token,    browser
            GET,  /services.xhtml,                       NONE,     SIGN_IN,       ENTER,    ENTER
            GET,  /services.xhtml,                       OWNER,    SIGN_IN,       ENTER,    ENTER
            GET,  /services.xhtml,                       SILENT,   NOT_BY_PORTAL, ENTER,    NOT_BY_PORTAL
            GET,  /services.xhtml,                       STRANGER, STRANGER,      STRANGER, STRANGER
            GET,  /,                                     SILENT,   NOT_BY_PORTAL, ENTER,    NOT_BY_PORTAL
            GET,  /api/services,                         NONE,     UNAUTHORIZED,  ENTER,    ENTER
            GET,  /api/services,                         OWNER,    UNAUTHORIZED,  ENTER,    ENTER
            GET,  /api/services,                         SILENT,   UNAUTHORIZED,  ENTER,    NOT_BY_PORTAL
            GET,  /api/services,                         STRANGER, STRANGER,      STRANGER, STRANGER
            POST, /v1/chat/completions,                  NONE,     UNAUTHORIZED,  ENTER,    ENTER
            POST, /v1/chat/completions,                  OWNER,    UNAUTHORIZED,  ENTER,    ENTER
            POST, /v1/chat/completions,                  SILENT,   UNAUTHORIZED,  ENTER,    NOT_BY_PORTAL
            POST, /v1/chat/completions,                  STRANGER, STRANGER,      STRANGER, STRANGER
            GET,  /sign-in.xhtml,                        NONE,     ENTER,         ENTER,    ENTER
            GET,  /sign-in.xhtml,                        OWNER,    ENTER,         ENTER,    ENTER
            GET,  /sign-in.xhtml,                        SILENT,   NOT_BY_PORTAL, NOT_BY_PORTAL, NOT_BY_PORTAL
            GET,  /sign-in.xhtml,                        STRANGER, STRANGER,      STRANGER, STRANGER
            POST, /session,                              NONE,     ENTER,         ENTER,    ENTER
            POST, /session,                              OWNER,    ENTER,         ENTER,    ENTER
            POST, /session,                              SILENT,   NOT_BY_PORTAL, NOT_BY_PORTAL, NOT_BY_PORTAL
            POST, /session,                              STRANGER, STRANGER,      STRANGER, STRANGER
            GET,  /api/ready,                            SILENT,   ENTER,         ENTER,    ENTER
            GET,  /api/ready,                            STRANGER, ENTER,         ENTER,    ENTER
            GET,  /jakarta.faces.resource/css/a.css.xhtml, STRANGER, ENTER,       ENTER,    ENTER
            """)
    void everyCallerIsJudgedByWhatThePortalSays(
            String method,
            String path,
            Access.Portal portal,
            Access.Answer nobody,
            Access.Answer token,
            Access.Answer browser) {
        assertThat(Access.decide(method, path, new Access.Caller.Nobody(), portal))
                .isEqualTo(nobody);
        assertThat(Access.decide(method, path, new Access.Caller.Token(Scope.ADMIN), portal))
                .isEqualTo(token);
        assertThat(Access.decide(method, path, new Access.Caller.Browser(true, true), portal))
                .isEqualTo(browser);
    }

    @Test
    void aStrangerIsWhoeverIsNotNamedExactlyLikeTheOwner() {
        assertThat(Access.Portal.of(true, List.of("ada"), "ada")).isEqualTo(OWNER);
        assertThat(Access.Portal.of(true, List.of(), "ada")).isEqualTo(SILENT);
        for (List<String> names : List.of(
                List.of("bob"),
                List.of("Ada"),
                List.of("ada "),
                List.of(""),
                List.of("ada", "bob"),
                List.of("ada,bob"))) {
            assertThat(Access.Portal.of(true, names, "ada")).as("%s", names).isEqualTo(STRANGE);
            assertThat(Access.Portal.of(false, names, "ada")).as("%s", names).isEqualTo(NONE);
        }
    }

    @Test
    void theSentencesNameWhoIsMeantAndWhereToGo() {
        assertThat(PortalRefusal.strange("ada", List.of("bob")))
                .isEqualTo("This session belongs to ada, and the portal says that you are \"bob\"; open one of your own"
                        + " under My Interactive Sessions.");
        assertThat(PortalRefusal.strange("ada", List.of("b".repeat(500)))).hasSizeLessThan(250);
        assertThat(PortalRefusal.SILENT)
                .contains("through the portal only", "My Interactive Sessions", "Authorization: Bearer");
    }
}
