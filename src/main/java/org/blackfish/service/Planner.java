package org.blackfish.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.blackfish.cluster.JobScript;
import org.blackfish.image.ImageRef;
import org.blackfish.image.ImageUse;
import org.blackfish.image.Images;
import org.blackfish.image.PinnedImages;
import org.blackfish.model.Format;
import org.blackfish.model.Model;
import org.blackfish.model.Models;
import org.blackfish.problem.NotYet;
import org.blackfish.profile.Hosts;
import org.blackfish.profile.LocalProfile;
import org.blackfish.profile.Profile;
import org.blackfish.profile.ProfileFolders;
import org.blackfish.profile.Profiles;
import org.blackfish.tier.Choice;
import org.blackfish.tier.Tier;
import org.blackfish.tier.TierChoice;
import org.blackfish.tier.TierFile;
import org.blackfish.tier.Tiers;
import org.jspecify.annotations.Nullable;

/** Checks an order whole against what is there and works out what its launch would do. */
@ApplicationScoped
class Planner {
    private final PinnedImages pinned;
    private final Profiles profiles;
    private final ProfileFolders folders;
    private final Hosts hosts;
    private final Models models;
    private final Images images;
    private final Tiers tiers;

    @Inject
    Planner(
            PinnedImages pinned,
            Profiles profiles,
            ProfileFolders folders,
            Hosts hosts,
            Models models,
            Images images,
            Tiers tiers) {
        this.pinned = pinned;
        this.profiles = profiles;
        this.folders = folders;
        this.hosts = hosts;
        this.models = models;
        this.images = images;
        this.tiers = tiers;
    }

    /**
     * {@code InvalidInput} names every wrong field at once, {@code NotYet} comes before it; the script's folder bears
     * {@code id}.
     */
    LaunchPlan plan(LaunchOrder order, UUID id) {
        return plan(order, id, new WrongFields());
    }

    /** As {@link #plan(LaunchOrder, UUID)} of an order that lacks the fields known to be wrong. */
    LaunchPlan plan(LaunchOrder order, UUID id, WrongFields wrong) {
        OrderRules.check(order, wrong);
        // With another profile than was meant nothing could be said about model, image and tier.
        Profile profile = wrong.has("profile") ? null : wrong.check("profile", () -> profile(order.profile()));
        if (profile == null) {
            wrong.complain();
            throw new IllegalStateException("a profile is missing without a complaint");
        }
        Model model = wrong.checkNamed("repo_id", () -> models.get(profile, order.repoId(), order.revision()));
        Recipe recipe = recipe(order, model, wrong);
        ImageRef image = wrong.check("image_ref", () -> image(order.imageRef(), profile, recipe));
        Path sif = image == null ? null : wrong.check("image_ref", () -> images.get(profile, image));
        TierFile file = tiers.of(profile).file();
        Choice choice = wrong.checkNamed("tier", () -> choice(file, order, model));
        Resources resources = choice == null
                ? null
                : wrong.checkNamed("tier", () -> ResourceRules.resources(order, file, choice, wrong));
        wrong.complain();
        if (model == null || image == null || sif == null || choice == null || resources == null) {
            throw new IllegalStateException("something is missing without a complaint");
        }
        Fit fit = fit(order, profile, recipe, model, file, resources);
        JobScript job = job(order, id, profile, recipe, model, sif, resources);
        return new LaunchPlan(profile, model, image, sif, choice, resources, fit, recipe.engine(), job);
    }

    private @Nullable Fit fit(
            LaunchOrder order, Profile profile, Recipe recipe, Model model, TierFile file, Resources resources) {
        CacheNeed cache = models.shape(profile, model)
                .map(shape -> CacheNeed.of(shape, recipe, order.options().arguments()))
                .orElse(null);
        Tier tier = ResourceRules.tier(file, resources);
        return Fit.of(model.sizeGb(), cache, file, tier, resources.gpus(), resources.memoryGb())
                .orElse(null);
    }

    private Profile profile(@Nullable String name) {
        Profile profile = name == null ? profiles.getDefault() : profiles.get(name);
        if (profile instanceof LocalProfile) {
            throw new NotYet("The profile \"" + profile.name()
                    + "\" runs without Slurm, which comes with a later version; use one with schema = slurm.");
        }
        hosts.of(profile);
        folders.ensure(profile);
        return profile;
    }

    private static Recipe recipe(LaunchOrder order, @Nullable Model model, WrongFields wrong) {
        boolean gguf = model != null && model.format() == Format.GGUF;
        Recipe fitting = gguf ? new LlamaCpp() : new Vllm();
        Recipe recipe = Optional.ofNullable(order.engine()).flatMap(Recipe::of).orElse(fitting);
        wrong.require(
                model == null || gguf || recipe instanceof Vllm,
                "engine",
                "llama.cpp runs GGUF files only and " + order.repoId()
                        + " holds none; give vllm, or leave engine out.");
        EngineRules.check(recipe, order.options(), wrong);
        return recipe;
    }

    private ImageRef image(@Nullable String given, Profile profile, Recipe recipe) {
        if (given != null) {
            return ImageRef.parse(given);
        }
        ImageUse use = switch (recipe) {
            case LlamaCpp llama -> ImageUse.LLAMA_CPP;
            case Vllm vllm -> ImageUse.TEXT_GENERATION;
        };
        return pinned.get(profile, use).image();
    }

    private static Choice choice(TierFile file, LaunchOrder order, @Nullable Model model) {
        // Without a model there is nothing to say against any tier, so the smallest will do.
        double weights = model == null ? Double.MIN_VALUE : model.sizeGb();
        Double size = weights <= 0 ? null : Double.valueOf(weights);
        return TierChoice.forLaunch(file, order.repoId(), size, ResourceRules.partitionOfFile(file, order));
    }

    private static JobScript job(
            LaunchOrder order, UUID id, Profile profile, Recipe recipe, Model model, Path sif, Resources resources) {
        Serving serving = new Serving(order.name(), model, sif, resources.cpus(), resources.gpus(), order.options());
        return new JobScript(
                order.name(),
                resources.time(),
                resources.cpus(),
                resources.memoryGb(),
                Optional.ofNullable(resources.gres()),
                Optional.ofNullable(resources.partition()),
                Optional.ofNullable(resources.constraint()),
                Optional.ofNullable(resources.account()),
                profile.homeDirectory().resolve("jobs").resolve(id.toString()),
                recipe.program(serving));
    }
}
