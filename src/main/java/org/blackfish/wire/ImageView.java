package org.blackfish.wire;

/** A pinned image; {@code sif} is its file's name. */
public record ImageView(String repo, String tag, String dockerRef, String sif) {}
