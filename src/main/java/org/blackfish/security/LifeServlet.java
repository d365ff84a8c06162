package org.blackfish.security;

import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/live} and {@code GET /api/ready?nonce=}: the two questions that need no token. Ready answers with the
 * HMAC of the nonce under the session token, so that the launcher knows that it is we who answer on the port. It can
 * only answer once the database is migrated and the lease is ours, because the deployment waits for both.
 */
@WebServlet({"/api/live", "/api/ready"})
public final class LifeServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient SessionToken token;

    @Inject
    LifeServlet(SessionToken token) {
        this.token = token;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getMethod().equals("GET") || request.getMethod().equals("HEAD")) {
            answer(request, response);
            return;
        }
        response.setHeader("Allow", "GET, HEAD");
        Refusal.write(response, 405, request.getMethod() + " is not offered here; offered: GET, HEAD.");
    }

    private void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getServletPath().equals("/api/live")) {
            write(response, "{\"live\":true}");
            return;
        }
        String nonce = request.getParameter("nonce");
        if (!isNonce(nonce)) {
            Refusal.write(response, 400, "The parameter nonce is missing or longer than 128 characters.");
            return;
        }
        write(
                response,
                Json.createObjectBuilder()
                        .add("ready", true)
                        .add("proof", token.proof(String.valueOf(nonce)))
                        .build()
                        .toString());
    }

    static boolean isNonce(@Nullable String nonce) {
        return nonce != null && !nonce.isEmpty() && nonce.length() <= 128;
    }

    private static void write(HttpServletResponse response, String json) throws IOException {
        response.setContentType("application/json");
        response.getOutputStream().write(json.getBytes(StandardCharsets.UTF_8));
    }
}
