package org.blackfish.web;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.blackfish.model.Inventory;
import org.blackfish.model.Model;
import org.blackfish.service.CacheNeed;
import org.blackfish.service.Fit;
import org.blackfish.tier.Choice;
import org.blackfish.tier.Partition;
import org.blackfish.tier.Tier;
import org.blackfish.tier.TierChoice;
import org.blackfish.tier.TiersInForce;
import org.jspecify.annotations.Nullable;

/** What a profile has to launch with: the models on its disks and its tiers, as they were when the page was opened. */
public record Offer(Inventory inventory, TiersInForce tiers) {

    /** Repositories whose name holds what was typed, those that begin with it first. */
    public List<String> repos(@Nullable String typed) {
        String wanted = typed == null ? "" : typed.strip().toLowerCase(Locale.ROOT);
        return inventory.models().stream()
                .map(Model::repo)
                .distinct()
                .filter(repo -> repo.toLowerCase(Locale.ROOT).contains(wanted))
                .sorted(Comparator.comparing(
                        repo -> !repo.toLowerCase(Locale.ROOT).startsWith(wanted)))
                .toList();
    }

    /** The revision of a repository that would run: the one named, else the newest whole one. */
    public Optional<Model> model(@Nullable String repo, @Nullable String revision) {
        List<Model> revisions = inventory.models().stream()
                .filter(model -> model.repo().equals(repo))
                .filter(model -> revision == null || revision.equals(model.revision()))
                .toList();
        return revisions.stream()
                .filter(model -> model.defect() == null)
                .findFirst()
                .or(() -> revisions.stream().findFirst());
    }

    /** The recommendation for a repository in a partition of the file, null where none was picked. */
    public Choice choice(String repo, @Nullable String revision, @Nullable String partition) {
        Double size = model(repo, revision).map(Model::sizeGb).orElse(null);
        return TierChoice.forLaunch(tiers.file(), repo, size, known(partition));
    }

    /** How a repository lies in a tier; empty where its size or the room is unknown. */
    public Optional<Fit> fit(
            @Nullable String repo, @Nullable String revision, Tier tier, Function<Model, @Nullable CacheNeed> context) {
        return model(repo, revision)
                .flatMap(model -> Fit.of(
                        model.sizeGb(), context.apply(model), tiers.file(), tier, tier.gpuCount(), tier.memoryGb()));
    }

    /** The recommended tier's name; without one the tier marked before, as long as it is among those shown. */
    static @Nullable String marked(@Nullable Choice choice, @Nullable String before, List<Tier> shown) {
        Tier recommended = choice == null ? null : choice.tier();
        if (recommended != null) {
            return recommended.name();
        }
        return shown.stream().anyMatch(tier -> tier.name().equals(before)) ? before : null;
    }

    public List<String> partitions() {
        return tiers.file().partitions().stream()
                .filter(partition -> !partition.builtIn())
                .map(Partition::name)
                .toList();
    }

    public List<Tier> tiers(@Nullable String partition) {
        return tiers.file().partition(known(partition)).tiers();
    }

    public int defaultMinutes() {
        return tiers.file().time().defaultMinutes();
    }

    public int maxMinutes() {
        return tiers.file().time().maxMinutes();
    }

    static String words(Model model) {
        String defect = model.defect();
        return Words.gigabytes(model.sizeGb())
                + switch (model.place()) {
                    case HOME -> ", in your home";
                    case SHARED -> ", shared";
                    case HF_CACHE -> ", in your Hugging Face cache";
                }
                + (defect == null ? "" : ", cannot run: " + defect);
    }

    static String words(Tier tier, boolean recommended) {
        String type = tier.gpuType() == null ? "GPU" : tier.gpuType();
        String gpus = tier.gpuCount() == 0 ? "no GPU" : tier.gpuCount() + " × " + type;
        return tier.name() + (recommended ? "\n✓ recommended" : "") + "\n" + tier.description() + "\n" + tier.cpuCores()
                + " cores, " + tier.memoryGb() + " GB memory, " + gpus;
    }

    private @Nullable String known(@Nullable String partition) {
        boolean known =
                tiers.file().partitions().stream().anyMatch(one -> one.name().equals(partition));
        return known ? partition : null;
    }
}
