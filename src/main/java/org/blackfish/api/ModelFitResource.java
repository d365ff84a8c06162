package org.blackfish.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.stream.Collectors;
import org.blackfish.model.Catalogue;
import org.blackfish.model.CatalogueEntry;
import org.blackfish.model.Model;
import org.blackfish.model.Models;
import org.blackfish.problem.InvalidInput;
import org.blackfish.problem.WrongState;
import org.blackfish.profile.Profile;
import org.blackfish.profile.Profiles;
import org.blackfish.service.Contexts;
import org.blackfish.service.Fit;
import org.blackfish.tier.Choice;
import org.blackfish.tier.Partition;
import org.blackfish.tier.Tier;
import org.blackfish.tier.TierChoice;
import org.blackfish.tier.TierFile;
import org.blackfish.tier.Tiers;
import org.blackfish.wire.FitView;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Whether a model fits into a tier: the one named, else the one recommended for it. */
@Path("models/{id}/fit")
@Tag(name = "Models")
@APIResponse(responseCode = "default", ref = "problem")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class ModelFitResource {
    private final Catalogue catalogue;
    private final Profiles profiles;
    private final Models models;
    private final Tiers tiers;
    private final Contexts contexts;

    @Inject
    ModelFitResource(Catalogue catalogue, Profiles profiles, Models models, Tiers tiers, Contexts contexts) {
        this.catalogue = catalogue;
        this.profiles = profiles;
        this.models = models;
        this.tiers = tiers;
        this.contexts = contexts;
    }

    @GET
    @Operation(operationId = "fitModel", summary = "Whether a model fits into a tier")
    @Parameter(name = "fitPartition", ref = "fitPartition")
    @Parameter(name = "fitTier", ref = "fitTier")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(schema = @Schema(implementation = FitView.class)))
    public Response fit(@PathParam("id") @Parameter(ref = "model") String id, @Context UriInfo address) {
        Query query = new Query(address.getQueryParameters());
        CatalogueEntry entry = catalogue.get(Query.id(id));
        Profile profile = profiles.get(entry.profile());
        Model model = models.get(profile, entry.repo(), entry.revision());
        TierFile file = tiers.of(profile).file();
        Tier tier = tier(file, model, query.text("partition"), query.text("tier"));
        Fit fit = Fit.of(
                        model.sizeGb(), contexts.of(profile, model, null), file, tier, tier.gpuCount(), tier.memoryGb())
                .orElseThrow(() -> new WrongState(
                        "model " + model.repo(),
                        "of unknown fit",
                        "measurable",
                        "Nothing can be said of " + model.repo() + " in the tier " + tier.name()
                                + ": neither the size of the weights nor the memory of the tier's GPUs is known."));
        return Answers.ok(PreviewRendering.view(fit));
    }

    private static Tier tier(TierFile file, Model model, @Nullable String partition, @Nullable String name) {
        if (name == null) {
            Choice choice = TierChoice.forLaunch(file, model.repo(), model.sizeGb(), partition);
            Tier recommended = choice.tier();
            if (recommended == null) {
                throw new InvalidInput("tier", choice.sentence());
            }
            return recommended;
        }
        Partition chosen = file.partition(partition);
        return chosen.tiers().stream()
                .filter(tier -> tier.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new InvalidInput(
                        "tier",
                        "There is no tier \"" + JsonFields.shown(name) + "\" in partition " + chosen.name()
                                + "; there are: "
                                + chosen.tiers().stream().map(Tier::name).collect(Collectors.joining(", ")) + "."));
    }
}
