package org.blackfish.web;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.blackfish.model.Models;
import org.blackfish.problem.InvalidInput;
import org.blackfish.problem.ProblemException;
import org.blackfish.profile.Profile;
import org.blackfish.profile.ProfileFolders;
import org.blackfish.service.Contexts;
import org.blackfish.service.Fit;
import org.blackfish.service.LaunchOrder;
import org.blackfish.service.LaunchPlan;
import org.blackfish.service.Launcher;
import org.blackfish.service.QueueWait;
import org.blackfish.service.QueueWaits;
import org.blackfish.tier.Choice;
import org.blackfish.tier.Tier;
import org.blackfish.tier.Tiers;
import org.jspecify.annotations.Nullable;

/** From a model to a service: what fits is recommended, what would be submitted can be seen, one click launches once. */
@Named
@ViewScoped
public class LaunchPage implements Serializable {
    private static final long serialVersionUID = 1L;

    // Views live in memory only, so nothing of this is ever written out.
    private final transient Launcher launcher;
    private final transient QueueWaits waits;
    private final transient Contexts contexts;
    private final transient Offer offer;
    private final transient Profile place;
    private final String profile;
    private final @Nullable String cacheProblem;
    private final LaunchForm form = new LaunchForm();
    private String idempotencyKey = UUID.randomUUID().toString();

    private transient @Nullable LaunchPlan plan;
    private transient @Nullable Opinion opinion;

    @Inject
    LaunchPage(
            Launcher launcher,
            QueueWaits waits,
            Contexts contexts,
            Models models,
            Tiers tiers,
            ProfileFolders folders,
            Shell shell) {
        this.launcher = launcher;
        this.waits = waits;
        this.contexts = contexts;
        this.place = shell.profile();
        this.profile = place.name();
        this.offer = new Offer(models.inventory(place), tiers.of(place));
        this.cacheProblem = folders.cacheProblem(place).orElse(null);
        form.setName("blackfish-" + ThreadLocalRandom.current().nextInt(10_000, 100_000));
        form.setMinutes(offer.defaultMinutes());
    }

    public List<String> complete(String typed) {
        return offer.repos(typed);
    }

    /** Size and place of a model, empty for one that is not on disk. */
    public String size(@Nullable String repo) {
        return offer.model(repo, null).map(Offer::words).orElse("");
    }

    /** After another model or partition was chosen: the recommended tier becomes the chosen one, if there is one. */
    public void recommend() {
        form.setTier(Offer.marked(choice(), form.getTier(), tiers()));
        forgetPreview();
    }

    public @Nullable Choice choice() {
        String repo = form.getRepo();
        return repo == null ? null : offer.choice(repo, form.getRevision(), form.getPartition());
    }

    /** A tier as three lines: its name, what it is for, what it holds. */
    public String describe(Tier tier) {
        Choice choice = choice();
        return Offer.words(tier, choice != null && tier.equals(choice.tier()));
    }

    /** The tiers to choose from: those of the partition chosen, else of the one recommended. */
    public List<Tier> tiers() {
        Choice choice = choice();
        return offer.tiers(choice == null ? form.getPartition() : choice.partition());
    }

    /** What would be submitted, after every input was checked; nothing is stored. */
    public void preview() {
        forgetPreview();
        plan = launcher.plan(order());
    }

    /** Waits at most 20 s for Slurm's word on what the inputs say now, which is shown anew with it. */
    public void askSlurm() {
        forgetPreview();
        LaunchPlan asked = launcher.plan(order());
        plan = asked;
        opinion = Opinion.of(launcher.test(asked));
    }

    /** How the model lies in the tier chosen; null while either is open. */
    public @Nullable Fit fit() {
        return tier().flatMap(tier -> offer.fit(
                        form.getRepo(),
                        form.getRevision(),
                        tier,
                        model -> contexts.of(place, model, form.getEngineArguments())))
                .orElse(null);
    }

    /** How long such launches waited so far, as a sentence; empty when nothing can be said. */
    public String queueWait() {
        return tier().flatMap(tier -> waits.of(profile, partition(), tier.name()))
                .map(QueueWait::sentence)
                .orElse("");
    }

    private Optional<Tier> tier() {
        return tiers().stream()
                .filter(tier -> tier.name().equals(form.getTier()))
                .findFirst();
    }

    private @Nullable String partition() {
        Choice choice = choice();
        return choice != null && offer.partitions().contains(choice.partition())
                ? choice.partition()
                : form.getPartition();
    }

    /** A second click launches nothing more; after a refusal the next click is a launch of its own. */
    public String launch() {
        try {
            return "/service.xhtml?faces-redirect=true&id="
                    + launcher.launch(order()).id();
        } catch (ProblemException refused) {
            idempotencyKey = UUID.randomUUID().toString();
            throw refused;
        }
    }

    public void forgetPreview() {
        plan = null;
        opinion = null;
    }

    private LaunchOrder order() {
        if (form.getRepo() == null) {
            throw new InvalidInput("repo_id", "Choose a model first.");
        }
        return form.order(profile, partition(), idempotencyKey);
    }

    /** Why nothing can be launched with this profile, with the remedy; null while its shared folder can be read. */
    public @Nullable String cacheProblem() {
        return cacheProblem;
    }

    public Offer offer() {
        return offer;
    }

    public LaunchForm getForm() {
        return form;
    }

    public @Nullable LaunchPlan plan() {
        return plan;
    }

    /** What would be asked of Slurm, as {@code 2 cores, 8 GB memory, no GPU, 30 min in partition cpu}. */
    public String asked() {
        return plan == null ? "" : Words.of(plan.resources());
    }

    public @Nullable Opinion opinion() {
        return opinion;
    }
}
