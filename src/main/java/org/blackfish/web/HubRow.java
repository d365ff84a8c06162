package org.blackfish.web;

import java.util.Locale;
import org.blackfish.hub.HubModel;

/**
 * A model of the hub in the list of what was found.
 *
 * @param facts task, parameters and size in one line
 * @param gate why not everybody may fetch it; empty when everybody may
 * @param here whether it lies on disk already
 */
public record HubRow(String repo, String facts, String licence, String gate, String link, boolean here) {

    static HubRow of(HubModel model, String link, boolean here) {
        return new HubRow(
                model.repo(),
                facts(model),
                model.licence().isEmpty() ? "licence not stated" : "licence " + model.licence(),
                gate(model),
                link,
                here);
    }

    private static String facts(HubModel model) {
        StringBuilder facts = new StringBuilder(
                model.pipelineTag().isEmpty()
                        ? "task not stated"
                        : model.pipelineTag().replace('-', ' '));
        model.parameters()
                .ifPresent(count -> facts.append(", ").append(billions(count)).append(" parameters"));
        model.bytes()
                .ifPresent(
                        bytes -> facts.append(", ").append(Words.bytes(bytes)).append(" in all"));
        return facts.append(", ")
                .append(String.format(Locale.ROOT, "%,d", model.downloads()))
                .append(" downloads")
                .toString();
    }

    static String billions(long count) {
        return count >= 1_000_000_000
                ? String.format(Locale.ROOT, "%.1f billion", count / 1e9)
                : String.format(Locale.ROOT, "%.0f million", Math.max(1, count / 1e6));
    }

    static String gate(HubModel model) {
        if (model.isPrivate()) {
            return "private";
        }
        return !model.isGated() ? "" : model.gate().equals("manual") ? "gated: its makers let in by hand" : "gated";
    }
}
