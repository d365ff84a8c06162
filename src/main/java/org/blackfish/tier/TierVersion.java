package org.blackfish.tier;

import java.time.Instant;

/**
 * One version of a tier file as its history keeps it.
 *
 * @param number from 1 up
 * @param author the account that published it, {@code unknown} for one that was found on disk
 * @param note how it came there: {@code published}, {@code found on disk}, {@code restored version 3}
 */
public record TierVersion(int number, String author, String host, Instant at, String note, String yaml) {}
