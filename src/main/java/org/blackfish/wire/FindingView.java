package org.blackfish.wire;

/** Something wrong ({@code error}) or odd ({@code warning}) in a tier file; line and column from 1, 0 for nowhere. */
public record FindingView(String level, int line, int column, String sentence) {}
