package org.blackfish.web;

import java.util.ArrayList;
import java.util.List;
import org.blackfish.tier.TierMerge;
import org.blackfish.tier.TierVersion;

/** A version of the tiers and what it changed. */
public record TierChange(TierVersion version, List<String> difference) {

    /** Of versions, the newest first, each with its difference from the one that follows. */
    static List<TierChange> of(List<TierVersion> versions) {
        List<TierChange> changes = new ArrayList<>();
        for (int at = 0; at < versions.size(); at++) {
            TierVersion one = versions.get(at);
            String before = at + 1 < versions.size() ? versions.get(at + 1).yaml() : "";
            changes.add(new TierChange(one, TierMerge.difference(before, one.yaml())));
        }
        return changes;
    }

    /** Whether it may be put in force again: all but the text that lies there now. */
    public boolean differsFrom(String yaml) {
        return !version.yaml().equals(yaml);
    }
}
