package org.blackfish.wire;

import java.time.Instant;
import java.util.List;

/** The last check of an image, or the one that goes on. */
public record CheckView(Instant at, boolean running, boolean good, List<CheckStepView> steps) {}
