package org.blackfish.gateway;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.blackfish.problem.ProblemException;

/** The door of the gateway: each call leaves the server's thread at once and gets a virtual one to itself. */
@WebServlet(
        urlPatterns = {"/services/*", "/v1/*", "/proxy/*"},
        asyncSupported = true)
public final class GatewayServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final System.Logger LOG = System.getLogger("org.blackfish.gateway");
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private final transient Switchboard switchboard;

    @Inject
    GatewayServlet(Switchboard switchboard) {
        this.switchboard = switchboard;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) {
        if (!METHODS.contains(request.getMethod())) {
            response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
            return;
        }
        Caller caller = new Caller(request, response);
        Thread.ofVirtual().name("gateway").start(() -> serve(caller));
    }

    private void serve(Caller caller) {
        try {
            answer(caller);
        } catch (IOException e) {
            // Nobody is left to tell: the caller's side broke, and with it went the engine's.
            LOG.log(System.Logger.Level.DEBUG, "A caller left", e);
        } finally {
            caller.end();
        }
    }

    private void answer(Caller caller) throws IOException {
        try {
            switchboard.serve(caller);
        } catch (ProblemException e) {
            caller.refuse(OpenAiError.of(e));
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "The gateway failed on " + caller.method() + " " + caller.path(), e);
            caller.refuse(OpenAiError.internal());
        }
    }
}
