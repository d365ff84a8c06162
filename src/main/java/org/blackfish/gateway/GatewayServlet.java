package org.blackfish.gateway;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import org.blackfish.problem.ProblemException;

/** The door of the gateway: each call leaves the server's thread at once and gets one to itself. */
@WebServlet(
        urlPatterns = {"/services/*", "/v1/*", "/proxy/*"},
        asyncSupported = true)
public final class GatewayServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final System.Logger LOG = System.getLogger("org.blackfish.gateway");
    private static final Set<String> METHODS =
            new TreeSet<>(Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"));

    private final transient Switchboard switchboard;
    private final transient CallThreads threads = new CallThreads();

    @Inject
    GatewayServlet(Switchboard switchboard) {
        this.switchboard = switchboard;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) {
        if (!METHODS.contains(request.getMethod())) {
            response.setHeader("Allow", String.join(", ", METHODS));
            serve(new Caller(request, response), caller -> caller.refuse(OpenAiError.method(caller.method())));
            return;
        }
        Caller caller = new Caller(request, response);
        threads.execute(() -> serve(caller, switchboard::serve));
    }

    @Override
    public void destroy() {
        threads.close();
    }

    /** What answers a call; its own {@code IOException}s are failures of ours unless they say that the caller left. */
    @FunctionalInterface
    interface Service {
        void serve(Caller caller) throws IOException;
    }

    static void serve(Caller caller, Service service) {
        try {
            answer(caller, service);
        } catch (CallerGone e) {
            // Nobody is left to tell: the caller's side broke, and with it went the engine's.
            LOG.log(System.Logger.Level.DEBUG, "A caller left", e);
        } finally {
            caller.end();
        }
    }

    private static void answer(Caller caller, Service service) throws CallerGone {
        try {
            service.serve(caller);
        } catch (CallerGone e) {
            throw e;
        } catch (ProblemException e) {
            caller.refuse(OpenAiError.of(e));
        } catch (SpoolFailure e) {
            LOG.log(System.Logger.Level.ERROR, "The gateway had no room for a body", e);
            caller.refuse(OpenAiError.of(e));
        } catch (IOException | RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "The gateway failed on " + caller.method() + " " + caller.path(), e);
            caller.refuse(OpenAiError.internal());
        }
    }
}
