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
import org.jspecify.annotations.Nullable;

/** What a tier file would do on the live cluster; nothing is stored. A virtual thread waits for Slurm, at most 30 s. */
@Path("admin/tiers")
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
    public Response preview(@Context UriInfo address, byte[] body) {
        Profile profile = AdminTiersResource.profile(profiles, address);
        return Answers.ok(rehearsal.scripts(profile, file(body), account(body)).stream()
                .map(AdminTierRendering::script)
                .toList());
    }

    @POST
    @Path("test")
    public void test(@Context UriInfo address, byte[] body, @Suspended AsyncResponse response) {
        Profile profile = AdminTiersResource.profile(profiles, address);
        TierFile file = file(body);
        String account = account(body);
        later(
                response,
                () -> Answers.ok(rehearsal.test(profile, file, account).stream()
                        .map(AdminTierRendering::trial)
                        .toList()));
    }

    /** A first file from the partitions and nodes that Slurm has. */
    @GET
    @Path("proposal")
    @Consumes(MediaType.WILDCARD)
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

    private static TierFile file(byte[] body) {
        return TierDesk.checked(AdminTiersResource.yaml(body));
    }

    private static @Nullable String account(byte[] body) {
        JsonFields fields = new JsonFields(JsonBody.object(body));
        String account = fields.text("account");
        fields.complain();
        return account;
    }
}
