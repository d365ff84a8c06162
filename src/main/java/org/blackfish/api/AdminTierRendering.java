package org.blackfish.api;

import java.util.ArrayList;
import java.util.List;
import org.blackfish.service.SlurmOpinion;
import org.blackfish.service.TierScript;
import org.blackfish.service.TierTrial;
import org.blackfish.tier.TierDocument;
import org.blackfish.tier.TierMerge;
import org.blackfish.tier.TierReading;
import org.blackfish.tier.TierVersion;
import org.blackfish.wire.TierCheckView;
import org.blackfish.wire.TierDocumentView;
import org.blackfish.wire.TierScriptView;
import org.blackfish.wire.TierTrialView;
import org.blackfish.wire.TierVersionView;
import org.jspecify.annotations.Nullable;

/** What admins see of tiers as it crosses HTTP; pure. */
final class AdminTierRendering {
    private AdminTierRendering() {}

    static TierDocumentView document(String profile, TierDocument document, @Nullable String notice) {
        return new TierDocumentView(
                profile,
                document.path().toString(),
                document.version(),
                document.exists(),
                document.yaml(),
                document.reading().findings().stream()
                        .map(TierRendering::finding)
                        .toList(),
                notice);
    }

    static TierCheckView check(TierReading reading) {
        return new TierCheckView(
                reading.file() != null,
                reading.findings().stream().map(TierRendering::finding).toList());
    }

    static TierScriptView script(TierScript script) {
        return new TierScriptView(script.partition(), script.tier(), script.script());
    }

    static TierTrialView trial(TierTrial trial) {
        SlurmOpinion longest = trial.longest();
        return new TierTrialView(
                trial.partition(),
                trial.tier(),
                PreviewRendering.view(trial.opinion()),
                longest == null ? null : PreviewRendering.view(longest));
    }

    /** The newest first, each with its difference from the one that follows. */
    static List<TierVersionView> history(List<TierVersion> versions) {
        List<TierVersionView> views = new ArrayList<>();
        for (int at = 0; at < versions.size(); at++) {
            TierVersion one = versions.get(at);
            String before = at + 1 < versions.size() ? versions.get(at + 1).yaml() : "";
            views.add(new TierVersionView(
                    one.number(),
                    one.author(),
                    one.host(),
                    one.at(),
                    one.note(),
                    TierMerge.difference(before, one.yaml())));
        }
        return views;
    }
}
