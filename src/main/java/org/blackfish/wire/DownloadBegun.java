package org.blackfish.wire;

import java.util.UUID;

/** The first answer about a download. */
public record DownloadBegun(UUID taskId, String status, String repoId, String message) {}
