package org.blackfish.wire;

/** How long earlier launches of the same profile, partition and tier waited in the queue; at least three of them. */
public record WaitView(long medianSeconds, long ninetiethSeconds, int launches, String sentence) {}
