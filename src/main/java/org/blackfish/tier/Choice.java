package org.blackfish.tier;

import org.jspecify.annotations.Nullable;

/** The recommended tier, its partition, why, and one sentence for people; the tier is null for {@link Reason#NONE}. */
public record Choice(String partition, @Nullable Tier tier, Reason reason, String sentence) {}
