package org.blackfish.wire;

/** That something was done, in the shape that older clients read; status is always {@code ok}. */
public record DoneView(String status, String message) {}
