package org.blackfish.web;

import jakarta.faces.application.FacesMessage;
import jakarta.faces.component.UIInput;
import jakarta.faces.component.visit.VisitContext;
import jakarta.faces.component.visit.VisitResult;
import jakarta.faces.context.ExceptionHandler;
import jakarta.faces.context.ExceptionHandlerWrapper;
import jakarta.faces.context.FacesContext;
import jakarta.faces.event.ExceptionQueuedEvent;
import jakarta.faces.event.PhaseId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.blackfish.problem.Causes;
import org.blackfish.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * Turns a {@link ProblemException} from a page bean into Faces messages, each on its field where there is one. What is
 * no problem of the family, and what goes wrong while a page is already being written, is left to the error page.
 */
public final class ProblemHandler extends ExceptionHandlerWrapper {
    public ProblemHandler(ExceptionHandler wrapped) {
        super(wrapped);
    }

    @Override
    public void handle() {
        Iterator<ExceptionQueuedEvent> events =
                getUnhandledExceptionQueuedEvents().iterator();
        while (events.hasNext()) {
            var event = events.next().getContext();
            Optional<ProblemException> problem = problem(event.getException());
            if (problem.isPresent() && !PhaseId.RENDER_RESPONSE.equals(event.getPhaseId())) {
                events.remove();
                tell(event.getContext(), Notice.of(problem.get()));
            }
        }
        getWrapped().handle();
    }

    static Optional<ProblemException> problem(@Nullable Throwable thrown) {
        return Causes.of(thrown, ProblemException.class).findFirst();
    }

    private static void tell(FacesContext context, Notice notice) {
        context.validationFailed();
        switch (notice.way()) {
            case STAY -> messages(context, notice);
            case BACK_TO_LIST -> leave(context, notice, "/services.xhtml");
            case REFUSAL -> leave(context, notice, "/refused.xhtml");
        }
    }

    private static void messages(FacesContext context, Notice notice) {
        Map<String, String> inputs = inputs(context);
        if (notice.fields().isEmpty()) {
            context.addMessage(null, new NoticeMessage(notice));
        }
        notice.fields().forEach((field, sentence) -> {
            String input = inputs.get(field.substring(field.lastIndexOf('.') + 1));
            context.addMessage(input, new FacesMessage(FacesMessage.SEVERITY_ERROR, sentence, sentence));
        });
    }

    /** Client ids of the page's inputs by component id, which is the field's name. */
    private static Map<String, String> inputs(FacesContext context) {
        Map<String, String> inputs = new HashMap<>();
        context.getViewRoot().visitTree(VisitContext.createVisitContext(context), (visit, component) -> {
            if (component instanceof UIInput) {
                inputs.put(component.getId(), component.getClientId(context));
            }
            return component instanceof UIInput ? VisitResult.REJECT : VisitResult.ACCEPT;
        });
        return inputs;
    }

    private static void leave(FacesContext context, Notice notice, String path) {
        context.addMessage(null, new NoticeMessage(notice));
        var external = context.getExternalContext();
        external.getFlash().setKeepMessages(true);
        try {
            external.redirect(external.getRequestContextPath() + path);
        } catch (IOException e) {
            throw new UncheckedIOException("The browser could not be sent to " + path + ".", e);
        }
        context.responseComplete();
    }
}
