package org.blackfish.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.blackfish.tier.Choice;
import org.blackfish.tier.Finding;
import org.blackfish.tier.Partition;
import org.blackfish.tier.Tier;
import org.blackfish.tier.TierFile;
import org.blackfish.tier.TiersInForce;
import org.blackfish.tier.Times;
import org.blackfish.wire.ChoiceView;
import org.blackfish.wire.FindingView;
import org.blackfish.wire.PartitionView;
import org.blackfish.wire.ResourcesView;
import org.blackfish.wire.TierView;
import org.blackfish.wire.TiersView;
import org.blackfish.wire.TimesView;

/** Tiers as they cross HTTP; pure. */
final class TierRendering {
    private TierRendering() {}

    static ResourcesView legacy(TierFile file) {
        return new ResourcesView(times(file.time()), partitions(file), file.models());
    }

    static TiersView view(String profile, TiersInForce inForce) {
        TierFile file = inForce.file();
        return new TiersView(
                profile,
                times(file.time()),
                partitions(file),
                file.models(),
                inForce.problems().stream().map(TierRendering::finding).toList(),
                inForce.source(),
                inForce.readAt(),
                inForce.notice());
    }

    static ChoiceView choice(Choice choice) {
        Tier tier = choice.tier();
        return new ChoiceView(
                choice.partition(),
                tier == null ? null : tier.name(),
                choice.reason().word(),
                choice.sentence());
    }

    private static TimesView times(Times times) {
        return new TimesView(times.defaultMinutes(), times.maxMinutes());
    }

    /** Exactly one partition is marked, also where the file marks none and the first counts. */
    private static List<PartitionView> partitions(TierFile file) {
        Partition usual = file.defaultPartition();
        return file.partitions().stream()
                .map(partition -> new PartitionView(
                        partition.name(),
                        partition.equals(usual),
                        partition.tiers().stream().map(TierRendering::tier).toList()))
                .toList();
    }

    private static TierView tier(Tier tier) {
        Map<String, String> slurm = new LinkedHashMap<>();
        if (tier.constraint() != null) {
            slurm.put("constraint", tier.constraint());
        }
        if (tier.gres() != null) {
            slurm.put("gres", tier.gres());
        }
        return new TierView(
                tier.name(),
                tier.description(),
                tier.maxModelSizeGb(),
                tier.gpuCount(),
                tier.gpuType(),
                tier.cpuCores(),
                tier.memoryGb(),
                slurm);
    }

    static FindingView finding(Finding finding) {
        String level = finding.level().name().toLowerCase(Locale.ROOT);
        return new FindingView(level, finding.line(), finding.column(), finding.sentence());
    }
}
