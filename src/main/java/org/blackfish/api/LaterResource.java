package org.blackfish.api;

import jakarta.ws.rs.Path;
import org.blackfish.problem.NotYet;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Areas of the interface that are known but not built yet: every method answers 501 with one sentence. */
@Path("{area: jobs|files|image|text|audio|settings|admin}{rest: (/.*)?}")
public class LaterResource {
    @Path("")
    @Operation(hidden = true)
    public Object later() {
        throw notYet("This part of the interface");
    }

    /** The one sentence; {@code what} begins it. */
    static NotYet notYet(String what) {
        return new NotYet(what + " comes with a later version.");
    }
}
