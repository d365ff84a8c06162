package org.blackfish.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.blackfish.image.ImageRef;
import org.blackfish.image.Images;
import org.blackfish.image.PinnedImage;
import org.blackfish.image.PinnedImages;
import org.blackfish.problem.InvalidInput;
import org.blackfish.profile.Profile;
import org.blackfish.profile.Profiles;
import org.blackfish.service.Services;
import org.blackfish.service.SlurmView;
import org.blackfish.settings.Settings;
import org.blackfish.wire.ContainerView;
import org.blackfish.wire.ImageView;
import org.blackfish.wire.MeterView;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What the server is, which images and ports it gives, how it treats Slurm, and the end of a browser's session. */
@Path("")
@Tag(name = "Server")
@APIResponse(responseCode = "default", ref = "problem")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class SystemResource {
    private final Settings settings;
    private final Profiles profiles;
    private final Images images;
    private final PinnedImages pinned;
    private final SlurmView slurm;
    private final Services services;

    @Inject
    SystemResource(
            Settings settings,
            Profiles profiles,
            Images images,
            PinnedImages pinned,
            SlurmView slurm,
            Services services) {
        this.settings = settings;
        this.profiles = profiles;
        this.images = images;
        this.pinned = pinned;
        this.slurm = slurm;
        this.services = services;
    }

    /** In the capitals of the reference. */
    @GET
    @Path("info")
    @Operation(operationId = "getInfo", summary = "This server")
    @APIResponse(responseCode = "200", description = "OK", content = @Content(schema = @Schema(ref = "Info")))
    public Response info(@Context ServletContext context) throws IOException {
        Map<String, ImageView> shown = new LinkedHashMap<>();
        List<PinnedImage> all = profiles.all().isEmpty() ? pinned.withoutSite() : pinned.all(profiles.getDefault());
        all.forEach(pin -> shown.put(pin.use().key(), view(pin.image())));
        Map<String, @Nullable Object> info = new LinkedHashMap<>();
        info.put("HOST", "localhost");
        info.put("PORT", settings.port());
        info.put("STATIC_DIR", null);
        info.put("HOME_DIR", settings.homeDirectory().toString());
        info.put("DEBUG", false);
        info.put("CONTAINER_PROVIDER", "apptainer");
        info.put("VERSION", version(context));
        info.put("IMAGES", shown);
        info.put(
                "SESSION_ENDS_AT",
                settings.portal().sessionEndsAt().map(Instant::toString).orElse(null));
        return Answers.ok(info);
    }

    @GET
    @Path("containers")
    @Operation(operationId = "listContainers", summary = "Images and their staged tags")
    @Parameter(name = "profileNeeded", ref = "profileNeeded")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = ContainerView.class)))
    public Response containers(@Context UriInfo address) {
        String name = new Query(address.getQueryParameters()).text("profile");
        if (name == null) {
            throw new InvalidInput("profile", "The query has no profile; ask for /api/containers?profile=<name>.");
        }
        Profile profile = profiles.get(name);
        List<ContainerView> found = pinned.all(profile).stream()
                .map(image -> container(profile, image.use().key(), image.image()))
                .toList();
        return Answers.ok(found);
    }

    /** What older clients ask for before they launch; a launch takes its number itself. */
    @GET
    @Path("ports")
    @Operation(operationId = "getFreePort", summary = "The port that the next service would have")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(schema = @Schema(type = SchemaType.INTEGER)))
    public Response freePort() {
        return Answers.ok(services.freePort());
    }

    @GET
    @Path("slurm/meter")
    @Operation(operationId = "getSlurmMeter", summary = "How often this server asked Slurm in the last hour")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(schema = @Schema(implementation = MeterView.class)))
    public Response meter() {
        Map<String, Integer> calls = slurm.callsLastHour();
        int total = calls.values().stream().mapToInt(Integer::intValue).sum();
        return Answers.ok(new MeterView(
                slurm.asOf().orElse(null), calls, total, slurm.trouble().orElse(null)));
    }

    /** Ends the browser's session; a program's token stays valid. */
    @POST
    @Path("logout")
    @Operation(operationId = "logout", summary = "End the session of a browser; a token stays valid")
    @APIResponse(responseCode = "204", description = "Ended")
    public Response logout(@Context HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
        return Response.noContent().build();
    }

    private ContainerView container(Profile profile, String service, ImageRef image) {
        List<String> tags = images.tags(profile, image.repository());
        return new ContainerView(service, image.repository(), tags, image.tag(), tags.contains(image.tag()));
    }

    private static ImageView view(ImageRef image) {
        return new ImageView(image.repository(), image.tag(), image.toString(), image.sifName());
    }

    /** The build writes its version into the archive. */
    static String version(ServletContext context) throws IOException {
        Properties build = new Properties();
        try (var stream = context.getResourceAsStream("/META-INF/maven/org.blackfish/blackfish/pom.properties")) {
            if (stream != null) {
                build.load(stream);
            }
        }
        return build.getProperty("version", "unknown");
    }
}
