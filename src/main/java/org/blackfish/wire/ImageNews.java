package org.blackfish.wire;

/** The data of an {@code image} event: a pull's phase, or {@code verifying verified faulty removed}. */
public record ImageNews(String profile, String file, String phase, long bytesDone, String sentence) {}
