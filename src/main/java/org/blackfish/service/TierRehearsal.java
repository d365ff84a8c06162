package org.blackfish.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.blackfish.cluster.JobScript;
import org.blackfish.cluster.NodeGroup;
import org.blackfish.cluster.Schedulers;
import org.blackfish.image.ImageRef;
import org.blackfish.image.ImageUse;
import org.blackfish.image.PinnedImages;
import org.blackfish.model.Format;
import org.blackfish.model.Model;
import org.blackfish.model.Place;
import org.blackfish.problem.ProblemException;
import org.blackfish.problem.UnknownItem;
import org.blackfish.profile.Profile;
import org.blackfish.profile.SlurmProfile;
import org.blackfish.tier.Partition;
import org.blackfish.tier.Placement;
import org.blackfish.tier.Tier;
import org.blackfish.tier.TierFile;
import org.blackfish.tier.TierGres;
import org.blackfish.tier.TierProposal;
import org.blackfish.tier.TierYaml;
import org.blackfish.tier.Times;
import org.jspecify.annotations.Nullable;

/** Tiers before anybody uses them: the script that each makes of a launch, and what Slurm says to it. */
@ApplicationScoped
public class TierRehearsal {
    /** So many {@code sbatch --test-only} at once, so that many tiers do not lean on the controller. */
    private static final int AT_ONCE = 3;

    /** Nothing that somebody waits for takes longer than 30 s. */
    private static final Duration LONGEST = Duration.ofSeconds(25);

    private static final SlurmOpinion NO_TIME =
            new SlurmOpinion.Unknown("There was no time left to ask Slurm about this; test again.");

    private static final String SAMPLE = "organisation/model";

    private final PinnedImages pinned;
    private final Schedulers schedulers;
    private final Duration longest;

    @Inject
    TierRehearsal(PinnedImages pinned, Schedulers schedulers) {
        this(pinned, schedulers, LONGEST);
    }

    TierRehearsal(PinnedImages pinned, Schedulers schedulers, Duration longest) {
        this.pinned = pinned;
        this.schedulers = schedulers;
        this.longest = longest;
    }

    /** One script for each tier, of a made-up model; {@code account} is the sites' that want one, else null. */
    public List<TierScript> scripts(Profile profile, TierFile file, @Nullable String account) {
        OrderRules.checkAccount(account);
        return file.partitions().stream()
                .flatMap(partition -> partition.tiers().stream()
                        .map(tier -> new TierScript(
                                partition.name(),
                                tier.name(),
                                script(
                                                profile,
                                                partition,
                                                tier,
                                                account,
                                                file.time().defaultMinutes())
                                        .text())))
                .toList();
    }

    /**
     * Asks Slurm about every tier and both times of the file, a few at once; what comes after 25 s is not heard. All are
     * asked for the default time first: a slow Slurm may leave time for no more, and what is refused for the default time
     * need not be asked for a longer one.
     */
    public List<TierTrial> test(Profile profile, TierFile file, @Nullable String account) {
        OrderRules.checkAccount(account);
        Instant end = Instant.now().plus(longest);
        Semaphore free = new Semaphore(AT_ONCE);
        BiFunction<Placement, Integer, CompletableFuture<SlurmOpinion>> slurm =
                (place, minutes) -> asked(() -> ask(profile, place, account, minutes), free, end);
        Times time = file.time();
        List<Placement> places = file.partitions().stream()
                .flatMap(partition -> partition.tiers().stream().map(tier -> new Placement(partition, tier)))
                .toList();
        List<SlurmOpinion> opinions = joined(places.stream()
                .map(place -> slurm.apply(place, time.defaultMinutes()))
                .toList());
        List<CompletableFuture<TierTrial>> trials = new ArrayList<>();
        for (int at = 0; at < places.size(); at++) {
            TierTrial trial = new TierTrial(
                    places.get(at).partition().name(), places.get(at).tier().name(), opinions.get(at), null);
            boolean longer =
                    trial.opinion() instanceof SlurmOpinion.Accepted && time.maxMinutes() > time.defaultMinutes();
            trials.add(
                    longer
                            ? slurm.apply(places.get(at), time.maxMinutes()).thenApply(trial::with)
                            : CompletableFuture.completedFuture(trial));
        }
        return joined(trials);
    }

    private SlurmOpinion ask(Profile profile, Placement place, @Nullable String account, int minutes) {
        return Forecast.ask(
                schedulers.of(profile),
                script(profile, place.partition(), place.tier(), account, minutes)
                        .text());
    }

    private static <T> List<T> joined(List<CompletableFuture<T>> answers) {
        return answers.stream().map(CompletableFuture::join).toList();
    }

    private static CompletableFuture<SlurmOpinion> asked(Supplier<SlurmOpinion> question, Semaphore free, Instant end) {
        CompletableFuture<SlurmOpinion> answer = new CompletableFuture<>();
        Thread.ofVirtual().name("test-tier").start(() -> {
            try {
                free.acquire();
                try {
                    // Past the end nobody hears the answer, and the controller is slow as it is.
                    answer.complete(Instant.now().isBefore(end) ? question.get() : NO_TIME);
                } finally {
                    free.release();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                answer.cancel(false);
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        long left = Math.max(1, Duration.between(Instant.now(), end).toMillis());
        return answer.completeOnTimeout(NO_TIME, left, TimeUnit.MILLISECONDS);
    }

    /** A first file from the partitions and nodes that Slurm has; {@link UnknownItem} where it has none. */
    public String proposal(Profile profile) {
        String proposal = TierProposal.from(schedulers.of(profile).nodes());
        if (proposal == null) {
            throw new UnknownItem(
                    "node", profile.name(), "Slurm knows no partition with nodes, so no tiers can be proposed.");
        }
        return proposal;
    }

    /** The built-in tiers as a file, in the partition that Slurm takes for a job that names none. */
    public String defaults(Profile profile) {
        if (!(profile instanceof SlurmProfile)) {
            return TierYaml.render(TierFile.builtIn());
        }
        return schedulers.of(profile).nodes().stream()
                .min(Comparator.comparing(group -> !group.isDefault()))
                .map(group -> TierYaml.render(TierFile.builtInIn(group.partition())))
                .orElseThrow(() -> new UnknownItem(
                        "partition", profile.name(), "Slurm knows no partition, so no tiers can be offered in one."));
    }

    /** What is to be thought of before these tiers are published: partitions that Slurm does not know; else empty. */
    public Optional<String> doubt(Profile profile, TierFile file) {
        if (!(profile instanceof SlurmProfile)) {
            return Optional.empty();
        }
        try {
            Set<String> known = schedulers.of(profile).nodes().stream()
                    .map(NodeGroup::partition)
                    .collect(Collectors.toCollection(LinkedHashSet::new));
            String strange = file.partitions().stream()
                    .map(Partition::name)
                    .flatMap(name -> Stream.of(name.split(",")))
                    .filter(name -> !known.contains(name))
                    .map(name -> "\"" + name + "\"")
                    .collect(Collectors.joining(", "));
            return strange.isEmpty()
                    ? Optional.empty()
                    : Optional.of("Slurm shows no partition " + strange + " to this account (it has "
                            + String.join(", ", known)
                            + "); unless it is only hidden, every launch there would be refused: correct the name.");
        } catch (ProblemException unknown) {
            // Publishing must not wait for a scheduler that does not answer.
            return Optional.empty();
        }
    }

    private JobScript script(Profile profile, Partition partition, Tier tier, @Nullable String account, int minutes) {
        ImageRef image = pinned.get(profile, ImageUse.TEXT_GENERATION).image();
        Path models = profile.cacheDirectory().resolve("models");
        Path snapshot = models.resolve("models--organisation--model/snapshots/main");
        Model model = new Model(SAMPLE, null, snapshot, models, 0, Place.SHARED, Format.SAFETENSORS, null);
        Path sif = profile.cacheDirectory().resolve("images").resolve(image.sifName());
        String name = "blackfish-tier";
        return new JobScript(
                name,
                Duration.ofMinutes(minutes),
                tier.cpuCores(),
                tier.memoryGb(),
                TierGres.gres(tier),
                TierGres.partition(partition),
                TierGres.constraint(tier),
                Optional.ofNullable(account),
                profile.homeDirectory().resolve("jobs").resolve("example"),
                new Vllm()
                        .program(new Serving(name, model, sif, tier.cpuCores(), tier.gpuCount(), EngineOptions.NONE)));
    }
}
