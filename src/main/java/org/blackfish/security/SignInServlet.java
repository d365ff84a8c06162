package org.blackfish.security;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** {@code POST /session} with the form field {@code token}: 303 to the page asked for, or back to sign-in. */
@WebServlet("/session")
public final class SignInServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient SessionToken token;
    private final transient SignInAttempts attempts = new SignInAttempts(System::nanoTime);

    @Inject
    SignInServlet(SessionToken token) {
        this.token = token;
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!AccessFilter.sameOrigin(request)) {
            Refusal.write(response, 403, "This request came from another site and was refused.");
            return;
        }
        String given = request.getParameter("token");
        String next = safe(request.getParameter("next"));
        if (given == null || !token.matches(given.strip())) {
            if (!attempts.mayTry()) {
                response.setHeader("Retry-After", "60");
                Refusal.write(response, 429, "Too many wrong tokens; wait a minute and try again.");
                return;
            }
            attempts.failed();
            seeOther(
                    request,
                    response,
                    "/sign-in.xhtml?failed=1&next=" + URLEncoder.encode(next, StandardCharsets.UTF_8));
            return;
        }
        HttpSession old = request.getSession(false);
        if (old != null) {
            old.invalidate();
        }
        HttpSession session = request.getSession(true);
        session.setAttribute(AccessFilter.SIGNED_IN, true);
        Csrf.begin(session);
        seeOther(request, response, next);
    }

    /** Only a path of our own: anything that a browser could take for another site becomes the first page. */
    static String safe(@Nullable String next) {
        if (next == null) {
            return "/";
        }
        boolean ours = next.startsWith("/")
                && !next.startsWith("//")
                && !next.contains("\\")
                && !next.startsWith("/session")
                && !next.startsWith("/logout")
                && next.chars().noneMatch(Character::isISOControl);
        return ours ? next : "/";
    }

    private static void seeOther(HttpServletRequest request, HttpServletResponse response, String path) {
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", request.getContextPath() + path);
    }
}
