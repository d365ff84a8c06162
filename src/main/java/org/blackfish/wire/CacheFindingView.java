package org.blackfish.wire;

/** One entry of the shared folder with something wrong; only what is {@code ours} can be mended by us. */
public record CacheFindingView(String trouble, String words, String path, String detail, long bytes, boolean ours) {}
