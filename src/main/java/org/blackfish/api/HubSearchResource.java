package org.blackfish.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import org.blackfish.hub.Hub;
import org.blackfish.hub.RepoId;
import org.blackfish.problem.InvalidInput;
import org.blackfish.wire.HubModelView;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What the hub has, the most downloaded first. */
@Path("models/search")
@Tag(name = "Models")
@APIResponse(responseCode = "default", ref = "problem")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class HubSearchResource {
    private static final int USUAL = 20;
    private static final int MOST = 100;
    private static final int LONGEST = 200;

    private final Hub hub;

    @Inject
    HubSearchResource(Hub hub) {
        this.hub = hub;
    }

    @GET
    @Operation(operationId = "searchHub", summary = "Models of the hub by words, the most downloaded first")
    @Parameter(name = "searchWords", ref = "searchWords")
    @Parameter(name = "searchLimit", ref = "searchLimit")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = HubModelView.class)))
    public Response search(@Context UriInfo address) {
        Query query = new Query(address.getQueryParameters());
        String words = query.text("q");
        if (words == null || words.isBlank() || words.length() > LONGEST) {
            throw new InvalidInput("q", "Give q as 1 to " + LONGEST + " characters of a model's name.");
        }
        int limit = (int) query.number("limit", USUAL, 1, MOST);
        return Answers.ok(hub.search(words.strip(), limit).stream()
                .map(model -> DownloadRendering.view(model, Optional.of(hub.link(new RepoId(model.repo())))))
                .toList());
    }
}
