package org.blackfish.web;

import jakarta.faces.application.FacesMessage;

/** A Faces message that carries what is folded away below it. */
final class NoticeMessage extends FacesMessage {
    private static final long serialVersionUID = 1L;

    private final String details;

    NoticeMessage(Notice notice) {
        super(severity(notice.level()), notice.headline(), notice.sentence());
        this.details = notice.details();
    }

    String details() {
        return details;
    }

    private static Severity severity(Notice.Level level) {
        return switch (level) {
            case WARNING -> SEVERITY_WARN;
            case ERROR -> SEVERITY_ERROR;
        };
    }
}
