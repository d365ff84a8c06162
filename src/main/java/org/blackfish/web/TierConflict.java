package org.blackfish.web;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.blackfish.tier.TierDocument;
import org.blackfish.tier.TierMerge;

/** Two changes of one file: what was opened, what lies there now, and what we would publish. */
public record TierConflict(String base, String mine, String theirs, String version) implements Serializable {
    static TierConflict of(String base, String mine, TierDocument now) {
        return new TierConflict(base, mine, now.yaml(), now.version());
    }

    public List<String> theirChanges() {
        return TierMerge.difference(base, theirs);
    }

    public List<String> myChanges() {
        return TierMerge.difference(base, mine);
    }

    Optional<String> merged() {
        return TierMerge.merge(base, mine, theirs);
    }

    public boolean canMerge() {
        return merged().isPresent();
    }
}
