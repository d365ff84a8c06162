package org.blackfish.wire;

import java.time.Instant;
import java.util.UUID;

/** A model on its way into the shared folder: {@code running}, {@code done} or {@code failed}. */
public record PublicationView(
        UUID modelId,
        String profile,
        String repo,
        String status,
        boolean move,
        long bytesDone,
        long bytesTotal,
        Instant startedAt,
        String sentence) {}
