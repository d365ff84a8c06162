package org.blackfish.web;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.blackfish.hub.DownloadPlan;

/**
 * What a download would take, before it is asked for.
 *
 * @param need the files and their size in one sentence
 * @param room what is free where it goes
 * @param choices of files, the words shown by the values
 * @param obstacle why it cannot be done, with the remedy; empty when it can
 */
public record PlanCard(
        String repo,
        String commit,
        String licence,
        String gate,
        String link,
        String need,
        String room,
        Map<String, String> choices,
        String obstacle) {

    static PlanCard of(DownloadPlan plan, String link) {
        return new PlanCard(
                plan.model().repo(),
                ModelRow.brief(plan.model().commit()),
                plan.model().licence().isEmpty() ? "not stated" : plan.model().licence(),
                HubRow.gate(plan.model()),
                link,
                need(plan),
                plan.free()
                        .map(bytes -> Words.bytes(bytes) + " free in " + plan.root())
                        .orElse("unknown in " + plan.root()),
                choices(plan),
                plan.obstacle().orElse(""));
    }

    private static String need(DownloadPlan plan) {
        String files = plan.files().size() == 1 ? "one file" : plan.files().size() + " files";
        long there = plan.bytes() - plan.missing();
        return Words.bytes(plan.bytes()) + " in " + files
                + (there == 0 ? "" : ", of which " + Words.bytes(there) + " are there already");
    }

    private static Map<String, String> choices(DownloadPlan plan) {
        Map<String, String> choices = new LinkedHashMap<>();
        choices.put("What an engine needs", "run");
        new TreeMap<>(plan.ggufs()).forEach((file, bytes) -> choices.put(file + ", " + Words.bytes(bytes), file));
        choices.put("Every file of the repository", "whole");
        return choices;
    }
}
