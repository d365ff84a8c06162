package org.blackfish.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.function.Function;
import org.blackfish.problem.UnknownItem;
import org.blackfish.problem.WrongState;
import org.blackfish.profile.Profile;
import org.blackfish.profile.Profiles;
import org.blackfish.service.TierRehearsal;
import org.blackfish.tier.TierDesk;
import org.blackfish.tier.TierDocument;
import org.blackfish.tier.TierParser;
import org.blackfish.tier.Tiers;
import org.blackfish.wire.PublishedView;
import org.blackfish.wire.TierCheckView;
import org.blackfish.wire.TierDocumentView;
import org.blackfish.wire.TierVersionView;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The tier file of a site for its admins: open, check, publish, history; the profile is named in the query. */
@Path("admin/tiers")
@Tag(name = "Admin: tiers")
@APIResponse(responseCode = "default", ref = "problem")
@AdminOnly
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class AdminTiersResource {
    private static final int CHANGED = 412;
    private static final int NO_VERSION = 428;

    private final Profiles profiles;
    private final Tiers tiers;
    private final TierDesk desk;
    private final TierRehearsal rehearsal;

    @Inject
    AdminTiersResource(Profiles profiles, Tiers tiers, TierDesk desk, TierRehearsal rehearsal) {
        this.profiles = profiles;
        this.tiers = tiers;
        this.desk = desk;
        this.rehearsal = rehearsal;
    }

    @GET
    @Operation(operationId = "openTierFile", summary = "The tier file as it lies there; its version is the ETag")
    @Parameter(name = "profile", ref = "profile")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(schema = @Schema(implementation = TierDocumentView.class)))
    public Response open(@Context UriInfo address) {
        Profile profile = profile(profiles, address);
        TierDocument document = desk.open(profile);
        String notice = tiers.of(profile).notice();
        return Response.fromResponse(Answers.ok(AdminTierRendering.document(profile.name(), document, notice)))
                .tag(new EntityTag(document.version()))
                .build();
    }

    /** The member {@code yaml}; nothing is stored, and wrong text is an answer, not an error. */
    @POST
    @Path("check")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "checkTierFile", summary = "What is wrong with a tier file")
    @RequestBody(ref = "tierText")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(schema = @Schema(implementation = TierCheckView.class)))
    public Response check(byte[] body) {
        TierRequest asked = TierRequest.read(body);
        return Answers.ok(Answers.naming(asked.ignored(), AdminTierRendering.check(TierParser.parse(asked.yaml()))));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "publishTierFile", summary = "Put a tier file in force")
    @Parameter(name = "profile", ref = "profile")
    @RequestBody(ref = "tierText")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(schema = @Schema(implementation = PublishedView.class)))
    public Response publish(
            @Context UriInfo address,
            @HeaderParam("If-Match") @Parameter(ref = "ifMatch") @Nullable String opened,
            byte[] body) {
        TierRequest asked = TierRequest.read(body);
        Profile profile = profile(profiles, address);
        return published(profile, opened, asked.ignored(), version -> {
            String warning = desk.publish(profile, asked.yaml(), version, "published");
            return warning == null ? doubt(profile, asked.yaml()) : warning;
        });
    }

    private @Nullable String doubt(Profile profile, String yaml) {
        return rehearsal
                .doubt(profile, TierDesk.checked(yaml))
                .map(doubt -> "The tiers are in force, but " + doubt)
                .orElse(null);
    }

    @GET
    @Path("history")
    @Operation(operationId = "listTierVersions", summary = "Earlier versions, the newest first")
    @Parameter(name = "profile", ref = "profile")
    @Parameter(name = "limit", ref = "limit")
    @Parameter(name = "offset", ref = "offset")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = TierVersionView.class)))
    public Response history(@Context UriInfo address, @Context Request request) {
        Profile profile = profile(profiles, address);
        return Answers.list(
                AdminTierRendering.history(desk.history(profile)),
                Function.identity(),
                new Query(address.getQueryParameters()),
                request);
    }

    @POST
    @Path("history/{number}/restore")
    @Operation(operationId = "restoreTierVersion", summary = "Put an earlier version in force again")
    @Parameter(name = "profile", ref = "profile")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(schema = @Schema(implementation = PublishedView.class)))
    public Response restore(
            @Context UriInfo address,
            @PathParam("number") @Parameter(ref = "version") String number,
            @HeaderParam("If-Match") @Parameter(ref = "ifMatch") @Nullable String opened) {
        Profile profile = profile(profiles, address);
        if (!number.matches("[1-9]\\d{0,5}")) {
            throw new UnknownItem("version", JsonFields.shown(number));
        }
        return published(
                profile, opened, List.of(), version -> desk.restore(profile, Integer.parseInt(number), version));
    }

    /** 428 without a version, 412 when the file is another by now. */
    private Response published(
            Profile profile,
            @Nullable String opened,
            List<String> ignored,
            Function<String, @Nullable String> publishing) {
        if (opened == null) {
            throw new ClientErrorException(
                    "Send the version that you opened as If-Match; GET /api/admin/tiers answers it as ETag.",
                    NO_VERSION);
        }
        try {
            String warning = publishing.apply(opened.replaceFirst("^W/", "").replace("\"", ""));
            String version = desk.open(profile).version();
            return Response.fromResponse(Answers.ok(Answers.naming(ignored, new PublishedView(version, warning))))
                    .tag(new EntityTag(version))
                    .build();
        } catch (WrongState state) {
            if (state.state().equals("changed")) {
                throw new ClientErrorException(String.valueOf(state.getMessage()), CHANGED);
            }
            throw state;
        }
    }

    static Profile profile(Profiles profiles, UriInfo address) {
        String name = new Query(address.getQueryParameters()).text("profile");
        return name == null ? profiles.getDefault() : profiles.get(name);
    }
}
