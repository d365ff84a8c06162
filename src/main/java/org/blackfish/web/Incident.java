package org.blackfish.web;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.blackfish.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** What the error page tells: a problem's own sentence, or an id under which the log has the whole story. */
@Named
@RequestScoped
public class Incident {
    private static final System.Logger LOG = System.getLogger("org.blackfish.web");

    private final @Nullable Throwable thrown;
    private final String id = UUID.randomUUID().toString();

    @Inject
    Incident(HttpServletRequest request) {
        this.thrown = (Throwable) request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
    }

    @PostConstruct
    void log() {
        LOG.log(System.Logger.Level.ERROR, "Incident " + id, thrown);
    }

    public String id() {
        return id;
    }

    public String sentence() {
        return ProblemHandler.problem(thrown)
                .map(ProblemException::getMessage)
                .orElse("This page could not be shown, and it is not your doing.");
    }
}
