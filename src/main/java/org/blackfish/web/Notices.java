package org.blackfish.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Named;
import java.util.List;

/** What pages tell at their top: things that were done, and problems that belong to no field. */
@Named
@ApplicationScoped
public class Notices {
    /** One line at the top of a page; {@code details} are folded away and may be empty. */
    public record Line(String tone, String headline, String sentence, String details) {}

    /** Shown on the page that comes next, be it this one again. */
    public void done(String sentence) {
        FacesContext context = FacesContext.getCurrentInstance();
        context.addMessage(null, new FacesMessage(FacesMessage.SEVERITY_INFO, sentence, ""));
        context.getExternalContext().getFlash().setKeepMessages(true);
    }

    /** Shown on this page, which did not do what was asked. */
    public void warn(String sentence) {
        FacesContext.getCurrentInstance().addMessage(null, new FacesMessage(FacesMessage.SEVERITY_WARN, sentence, ""));
    }

    /** What is to be shown now. */
    public List<Line> waiting() {
        return FacesContext.getCurrentInstance().getMessageList(null).stream()
                .map(Notices::line)
                .toList();
    }

    private static Line line(FacesMessage message) {
        message.rendered();
        String details = message instanceof NoticeMessage notice ? notice.details() : "";
        return new Line(tone(message), message.getSummary(), message.getDetail(), details);
    }

    private static String tone(FacesMessage message) {
        if (message.getSeverity().compareTo(FacesMessage.SEVERITY_ERROR) >= 0) {
            return "bad";
        }
        return message.getSeverity().equals(FacesMessage.SEVERITY_WARN) ? "wait" : "good";
    }
}
