package org.blackfish.wire;

/** One step of a check; {@code result} is {@code good}, {@code bad} or {@code unknown}. */
public record CheckStepView(String name, String result, String sentence) {}
