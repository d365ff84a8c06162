package org.blackfish.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.blackfish.hub.Download;
import org.blackfish.hub.DownloadPlan;
import org.blackfish.hub.DownloadStatus;
import org.blackfish.hub.Downloads;
import org.blackfish.model.Catalogue;
import org.blackfish.model.CatalogueEntry;
import org.blackfish.model.CatalogueFilter;
import org.blackfish.problem.InvalidInput;
import org.blackfish.profile.Profile;
import org.blackfish.profile.Profiles;
import org.blackfish.wire.DownloadBegun;
import org.blackfish.wire.DownloadPlanView;
import org.blackfish.wire.DownloadView;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Downloads of models from the hub; each goes on without its caller and is watched here or by {@code download} events. */
@Path("models")
@Tag(name = "Models")
@APIResponse(responseCode = "default", ref = "problem")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class DownloadsResource {
    private final Profiles profiles;
    private final Downloads downloads;
    private final Catalogue catalogue;

    @Inject
    DownloadsResource(Profiles profiles, Downloads downloads, Catalogue catalogue) {
        this.profiles = profiles;
        this.downloads = downloads;
        this.catalogue = catalogue;
    }

    /** Starts a download, or joins the one of the same files that goes on. */
    @POST
    @Path("download")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "startDownload",
            summary = "Fetch a model from the hub, or join the download of the same files")
    @RequestBody(ref = "download")
    @APIResponse(
            responseCode = "201",
            description = "Begun; Location is its address",
            content = @Content(schema = @Schema(implementation = DownloadBegun.class)))
    public Response start(byte[] body, @Context UriInfo address) {
        DownloadRequest asked = DownloadRequest.read(JsonBody.object(body), downloads.usualSite());
        Profile profile = profiles.get(asked.profile());
        Download begun = downloads.start(profile, asked.order());
        return Answers.created(
                Answers.naming(asked.ignored(), DownloadRendering.begun(begun)),
                address.getBaseUriBuilder()
                        .path("models/downloads/" + begun.id())
                        .build()
                        .toString());
    }

    /** What a download would fetch, whether there is room, and what stands in its way; nothing is stored. */
    @POST
    @Path("download/preview")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "previewDownload", summary = "What a download would fetch and whether there is room")
    @RequestBody(ref = "download")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(schema = @Schema(implementation = DownloadPlanView.class)))
    public Response preview(byte[] body) {
        DownloadRequest asked = DownloadRequest.read(JsonBody.object(body), downloads.usualSite());
        DownloadPlan plan = downloads.plan(profiles.get(asked.profile()), asked.order());
        return Answers.ok(Answers.naming(asked.ignored(), DownloadRendering.view(plan)));
    }

    /** The newest first. */
    @GET
    @Path("downloads")
    @Operation(operationId = "listDownloads", summary = "Downloads, the newest first")
    @Parameter(name = "downloadStatus", ref = "downloadStatus")
    @Parameter(name = "filterProfile", ref = "filterProfile")
    @Parameter(name = "limit", ref = "limit")
    @Parameter(name = "offset", ref = "offset")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = DownloadView.class)))
    public Response list(@Context UriInfo address, @Context Request request) {
        Query query = new Query(address.getQueryParameters());
        DownloadStatus status = status(query.text("status"));
        String profile = query.text("profile");
        List<Download> found = downloads.list().stream()
                .filter(download -> status == null || download.status() == status)
                .filter(download -> profile == null || download.profile().equals(profile))
                .toList();
        return Answers.list(found, this::view, query, request);
    }

    @GET
    @Path("downloads/{id}")
    @Operation(operationId = "getDownload", summary = "One download")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(schema = @Schema(implementation = DownloadView.class)))
    public Response get(@PathParam("id") @Parameter(ref = "download") String id) {
        return Answers.ok(view(downloads.get(Query.id(id))));
    }

    /** Cancels one that goes on or is paused; takes one that is over off the list. */
    @DELETE
    @Path("downloads/{id}")
    @Operation(operationId = "cancelDownload", summary = "Cancel a download, or take one that is over off the list")
    @APIResponse(
            responseCode = "200",
            description = "Cancelled",
            content = @Content(schema = @Schema(implementation = DownloadView.class)))
    @APIResponse(responseCode = "204", description = "Off the list")
    public Response cancel(@PathParam("id") @Parameter(ref = "download") String id) {
        Download download = downloads.get(Query.id(id));
        if (download.status().isLive() || download.status() == DownloadStatus.PAUSED) {
            return Answers.ok(view(downloads.cancel(download.id())));
        }
        downloads.forget(download.id());
        return Response.noContent().build();
    }

    @PUT
    @Path("downloads/{id}/pause")
    @Operation(operationId = "pauseDownload", summary = "Pause a download; what it has is kept")
    @RequestBody(ref = "nothing")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(schema = @Schema(implementation = DownloadView.class)))
    public Response pause(@PathParam("id") @Parameter(ref = "download") String id, byte[] body) {
        List<String> ignored = JsonFields.ignored(body);
        return Answers.ok(Answers.naming(ignored, view(downloads.pause(Query.id(id)))));
    }

    @PUT
    @Path("downloads/{id}/resume")
    @Operation(operationId = "resumeDownload", summary = "Go on with a download that was paused or broke off")
    @RequestBody(ref = "nothing")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(schema = @Schema(implementation = DownloadView.class)))
    public Response resume(@PathParam("id") @Parameter(ref = "download") String id, byte[] body) {
        List<String> ignored = JsonFields.ignored(body);
        return Answers.ok(Answers.naming(ignored, view(downloads.resume(Query.id(id)))));
    }

    private DownloadView view(Download download) {
        return DownloadRendering.view(download, model(download));
    }

    /** Its entry in the catalogue, once it is whole. */
    private @Nullable UUID model(Download download) {
        if (download.status() != DownloadStatus.COMPLETED) {
            return null;
        }
        CatalogueFilter same =
                new CatalogueFilter(List.of(download.profile()), null, download.repo(), download.commit());
        return catalogue.list(same, 0, 1).stream()
                .findFirst()
                .map(CatalogueEntry::id)
                .orElse(null);
    }

    private static @Nullable DownloadStatus status(@Nullable String word) {
        if (word == null) {
            return null;
        }
        return DownloadStatus.of(word.toLowerCase(Locale.ROOT))
                .orElseThrow(() -> new InvalidInput(
                        "status",
                        "The value \"" + JsonFields.shown(word) + "\" of status is not one of "
                                + Arrays.stream(DownloadStatus.values())
                                        .map(DownloadStatus::word)
                                        .collect(Collectors.joining(", "))
                                + "."));
    }
}
