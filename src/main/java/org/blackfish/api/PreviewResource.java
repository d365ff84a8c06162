package org.blackfish.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.blackfish.service.LaunchOrder;
import org.blackfish.service.LaunchPlan;
import org.blackfish.service.Launcher;
import org.blackfish.service.Resources;
import org.blackfish.wire.PreviewView;
import org.blackfish.wire.ResourcesAsked;
import org.jspecify.annotations.Nullable;

/** What a launch would do, without doing it; {@code "test_only": true} asks Slurm about it as well. */
@Path("services")
@ApplicationScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class PreviewResource {
    private final Launcher launcher;

    @Inject
    PreviewResource(Launcher launcher) {
        this.launcher = launcher;
    }

    @POST
    @Path("preview")
    public Response preview(byte[] body) {
        JsonObject object = JsonBody.object(body);
        LaunchOrder order = LaunchRequestReader.read(object, null, null).order();
        JsonFields fields = new JsonFields(object);
        boolean test = fields.flag("test_only");
        fields.complain();
        return Answers.ok(view(launcher.plan(order), test ? launcher.testOnly(order) : null));
    }

    static PreviewView view(LaunchPlan plan, @Nullable String testOnly) {
        return new PreviewView(
                plan.script(),
                TierRendering.choice(plan.choice()),
                plan.choice().sentence(),
                plan.profile().name(),
                plan.model().repo(),
                plan.model().revision(),
                plan.engine(),
                plan.image().toString(),
                resources(plan.resources()),
                testOnly);
    }

    private static ResourcesAsked resources(Resources asked) {
        return new ResourcesAsked(
                asked.cpus(),
                asked.memoryGb(),
                asked.gpus(),
                SlurmTimes.text(asked.time()),
                asked.gres(),
                asked.partition(),
                asked.constraint(),
                asked.account(),
                asked.tier());
    }
}
