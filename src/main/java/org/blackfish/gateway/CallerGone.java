package org.blackfish.gateway;

import java.io.IOException;

/** The caller's connection broke; nobody is left to tell, so the call only has to end. */
final class CallerGone extends IOException {
    private static final long serialVersionUID = 1L;

    CallerGone(IOException cause) {
        super("the caller left", cause);
    }
}
