package org.blackfish.root;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Hands {@code /api}, {@code /v1}, {@code /services} and {@code /proxy} to the application below its prefix. */
public final class RootServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final List<String> PROGRAM_PATHS = List.of("/api", "/v1", "/services", "/proxy");

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        String prefix = System.getenv("BLACKFISH_BASE_PATH");
        String path = request.getRequestURI();
        if (!isForPrograms(path)) {
            refuse(
                    response,
                    404,
                    "Only /api, /v1, /services and /proxy are served here; pages are below " + prefix + "/.");
            return;
        }
        // While the application is not there yet, the longest prefix that is deployed is our own.
        ServletContext nearest = getServletContext().getContext(prefix);
        RequestDispatcher inside =
                nearest != null && nearest.getContextPath().equals(prefix) ? nearest.getRequestDispatcher(path) : null;
        if (inside == null) {
            response.setHeader("Retry-After", "2");
            refuse(response, 503, "Blackfish starts; try again in a moment.");
            return;
        }
        inside.forward(request, response);
    }

    static boolean isForPrograms(String path) {
        return PROGRAM_PATHS.stream().anyMatch(root -> path.equals(root) || path.startsWith(root + "/"));
    }

    private static void refuse(HttpServletResponse response, int status, String sentence) throws IOException {
        byte[] body = ("{\"type\":\"about:blank\",\"status\":" + status + ",\"status_code\":" + status
                        + ",\"detail\":\"" + sentence + "\"}")
                .getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType("application/problem+json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
