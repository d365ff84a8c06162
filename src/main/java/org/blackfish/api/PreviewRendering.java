package org.blackfish.api;

import java.util.List;
import org.blackfish.service.CacheNeed;
import org.blackfish.service.Fit;
import org.blackfish.service.LaunchPlan;
import org.blackfish.service.QueueWait;
import org.blackfish.service.Resources;
import org.blackfish.service.SlurmOpinion;
import org.blackfish.wire.FitView;
import org.blackfish.wire.OpinionView;
import org.blackfish.wire.PreviewView;
import org.blackfish.wire.ResourcesAsked;
import org.blackfish.wire.WaitView;
import org.jspecify.annotations.Nullable;

/** Previews as they cross HTTP; pure. */
final class PreviewRendering {
    private PreviewRendering() {}

    static PreviewView view(
            LaunchPlan plan, @Nullable QueueWait wait, @Nullable SlurmOpinion opinion, List<String> ignored) {
        Fit fit = plan.fit();
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
                fit == null ? null : view(fit),
                wait == null ? null : view(wait),
                opinion == null ? null : view(opinion),
                ignored);
    }

    static OpinionView view(SlurmOpinion opinion) {
        return switch (opinion) {
            case SlurmOpinion.Accepted yes -> new OpinionView("accepted", yes.words(), yes.startsAt());
            case SlurmOpinion.Refused no -> new OpinionView("refused", no.words(), null);
            case SlurmOpinion.Unknown unknown -> new OpinionView("unknown", unknown.words(), null);
        };
    }

    private static WaitView view(QueueWait wait) {
        return new WaitView(wait.median().toSeconds(), wait.ninetieth().toSeconds(), wait.launches(), wait.sentence());
    }

    static FitView view(Fit fit) {
        CacheNeed cache = fit.cache();
        return new FitView(
                fit.weightsGb(),
                cache == null ? null : Double.valueOf(cache.gigabytes()),
                fit.holdsGb(),
                fit.place(),
                fit.fits(),
                fit.sentence(),
                fit.arithmetic());
    }

    static ResourcesAsked resources(Resources asked) {
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
