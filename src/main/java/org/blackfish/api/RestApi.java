package org.blackfish.api;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;

/** Puts the resources and providers of this package below {@code /api}. */
@ApplicationPath("/api")
public class RestApi extends Application {
    /** Errors keep our own body instead of the server's page, and nothing describes itself in WADL. */
    @Override
    public Map<String, Object> getProperties() {
        return Map.of(
                "jersey.config.server.response.setStatusOverSendError", true,
                "jersey.config.server.wadl.disableWadl", true,
                "jersey.config.server.headers.location.relative.resolution.disabled", true);
    }
}
