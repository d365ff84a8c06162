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

/** What the hub has, the most downloaded first. */
@Path("models/search")
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
