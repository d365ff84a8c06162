package org.blackfish.wire;

/** One wrong field; {@code source} is {@code data}, {@code query} or {@code path}. */
public record FieldProblem(String message, String key, String source) {}
