package org.blackfish.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Map;
import java.util.function.Supplier;
import org.blackfish.profile.Profile;
import org.blackfish.profile.Profiles;
import org.blackfish.service.TierRehearsal;
import org.blackfish.tier.TierDesk;
import org.blackfish.tier.TierFile;
import org.blackfish.wire.TierScriptView;
import org.blackfish.wire.TierTrialView;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What a tier file would do on the live cluster; nothing is stored. A virtual thread waits for Slurm, at most 30 s. */
@Path("admin/tiers")
@Tag(name = "Admin: tiers")
@APIResponse(responseCode = "default", ref = "problem")
@AdminOnly
@ApplicationScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class TierRehearsalResource {
    private final Profiles profiles;
    private final TierRehearsal rehearsal;

    @Inject
    TierRehearsalResource(Profiles profiles, TierRehearsal rehearsal) {
        this.profiles = profiles;
        this.rehearsal = rehearsal;
    }

    @POST
    @Path("preview")
    @Operation(operationId = "previewTierFile", summary = "The job script of every tier")
    @Parameter(name = "profile", ref = "profile")
    @RequestBody(ref = "tierRehearsal")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = TierScriptView.class)))
    public Response preview(@Context UriInfo address, byte[] body) {
        Profile profile = AdminTiersResource.profile(profiles, address);
        TierRequest asked = TierRequest.read(body);
        return Answers.ok(rehearsal.scripts(profile, TierDesk.checked(asked.yaml()), asked.account()).stream()
                .map(AdminTierRendering::script)
                .toList());
    }

    @POST
    @Path("test")
    @Operation(operationId = "testTierFile", summary = "What Slurm says to every tier, without submitting")
    @Parameter(name = "profile", ref = "profile")
    @RequestBody(ref = "tierRehearsal")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = TierTrialView.class)))
    public void test(@Context UriInfo address, byte[] body, @Suspended AsyncResponse response) {
        Profile profile = AdminTiersResource.profile(profiles, address);
        TierRequest asked = TierRequest.read(body);
        TierFile file = TierDesk.checked(asked.yaml());
        later(
                response,
                () -> Answers.ok(rehearsal.test(profile, file, asked.account()).stream()
                        .map(AdminTierRendering::trial)
                        .toList()));
    }

    /** A first file from the partitions and nodes that Slurm has. */
    @GET
    @Path("proposal")
    @Consumes(MediaType.WILDCARD)
    @Operation(operationId = "proposeTierFile", summary = "A first file from the partitions and nodes that Slurm has")
    @Parameter(name = "profile", ref = "profile")
    @APIResponse(responseCode = "200", description = "OK", content = @Content(schema = @Schema(ref = "TierText")))
    public void proposal(@Context UriInfo address, @Suspended AsyncResponse response) {
        Profile profile = AdminTiersResource.profile(profiles, address);
        later(response, () -> Answers.ok(Map.of("yaml", rehearsal.proposal(profile))));
    }

    private static void later(AsyncResponse response, Supplier<Response> answer) {
        Thread.ofVirtual().name("rehearsal").start(() -> {
            try {
                response.resume(answer.get());
            } catch (RuntimeException e) {
                response.resume(e);
            }
        });
    }
}
