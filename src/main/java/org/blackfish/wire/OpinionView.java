package org.blackfish.wire;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What {@code sbatch --test-only} says: {@code accepted}, {@code refused} or {@code unknown}, and why. */
public record OpinionView(
        String verdict, String words, @Nullable Instant startsAt) {}
