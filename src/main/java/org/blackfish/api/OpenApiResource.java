package org.blackfish.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.ServletContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** This interface described for programs; the build wrote the document, so nothing is scanned while we run. */
@Path("openapi")
@Tag(name = "Server")
@APIResponse(responseCode = "default", ref = "problem")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class OpenApiResource {
    private static final String DOCUMENT = "openapi.json";
    private static final String AT_THE_ROOT = "\"url\": \"/\"";

    /** With the address below which this server lies, so that generated clients need not be told. */
    @GET
    @Operation(operationId = "getOpenApi", summary = "This document, OpenAPI 3.1")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(schema = @Schema(type = SchemaType.OBJECT)))
    public Response document(@Context ServletContext context) throws IOException {
        String text = text();
        String base = context.getContextPath();
        return Response.ok(base.isEmpty() ? text : text.replace(AT_THE_ROOT, "\"url\": \"" + base + "\""))
                .build();
    }

    /** As the build wrote it; a server that was built without it cannot be started by its tests. */
    static String text() throws IOException {
        try (InputStream stream = OpenApiResource.class.getResourceAsStream(DOCUMENT)) {
            if (stream == null) {
                throw new IllegalStateException("The build left no " + DOCUMENT + " beside this class.");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
