package org.blackfish.wire;

/** How the weights lie in {@code place} ({@code GPU memory}, {@code memory}, {@code this tier}); sizes in GB. */
public record FitView(double weightsGb, double holdsGb, String place, boolean fits, String sentence) {}
