package org.blackfish.api;

import jakarta.ws.rs.Path;
import jakarta.ws.rs.ServerErrorException;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Areas of the interface that are known but not built yet: every method answers 501 with one sentence. */
@Path("{area: jobs|files|image|text|audio|cluster|settings|admin}{rest: (/.*)?}")
public class LaterResource {
    private static final int NOT_IMPLEMENTED = 501;

    @Path("")
    @Operation(hidden = true)
    public Object later() {
        throw notYet("This part of the interface");
    }

    /** The one sentence; {@code what} begins it. */
    static ServerErrorException notYet(String what) {
        return new ServerErrorException(what + " comes with a later version.", NOT_IMPLEMENTED);
    }
}
