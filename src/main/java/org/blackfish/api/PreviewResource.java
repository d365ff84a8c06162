package org.blackfish.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.blackfish.service.LaunchPlan;
import org.blackfish.service.Launcher;
import org.blackfish.service.QueueWait;
import org.blackfish.service.QueueWaits;
import org.blackfish.service.SlurmOpinion;
import org.blackfish.wire.PreviewView;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What a launch would do, without doing it; {@code "test_only": true} asks Slurm about it as well. */
@Path("services")
@Tag(name = "Services")
@APIResponse(responseCode = "default", ref = "problem")
@ApplicationScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class PreviewResource {
    private static final String TEST = "test_only";

    private final Launcher launcher;
    private final QueueWaits waits;

    @Inject
    PreviewResource(Launcher launcher, QueueWaits waits) {
        this.launcher = launcher;
        this.waits = waits;
    }

    /** With {@code test_only} a virtual thread waits for Slurm, at most 20 s. */
    @POST
    @Path("preview")
    @Operation(operationId = "previewLaunch", summary = "What a launch would do, without doing it")
    @RequestBody(ref = "preview")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(schema = @Schema(implementation = PreviewView.class)))
    public void preview(byte[] body, @Suspended AsyncResponse response) {
        JsonObject object = JsonBody.object(body);
        LaunchRequest asked = LaunchRequestReader.read(object, null, null).readable(launcher);
        JsonFields fields = new JsonFields(object);
        boolean test = fields.flag(TEST);
        fields.complain();
        List<String> ignored =
                asked.ignored().stream().filter(name -> !name.equals(TEST)).toList();
        LaunchPlan plan = launcher.plan(asked.order());
        if (test) {
            Thread.ofVirtual().name("test-only").start(() -> answer(plan, ignored, response));
        } else {
            response.resume(answer(plan, null, ignored));
        }
    }

    private void answer(LaunchPlan plan, List<String> ignored, AsyncResponse response) {
        try {
            response.resume(answer(plan, launcher.test(plan), ignored));
        } catch (RuntimeException e) {
            response.resume(e);
        }
    }

    private Response answer(LaunchPlan plan, @Nullable SlurmOpinion opinion, List<String> ignored) {
        QueueWait wait = waits.of(
                        plan.profile().name(),
                        plan.resources().partition(),
                        plan.resources().tier())
                .orElse(null);
        return Answers.ok(PreviewRendering.view(plan, wait, opinion, ignored));
    }
}
