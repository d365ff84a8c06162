package org.blackfish.wire;

/** Run times in minutes: what a launch gets, and the most it may ask for. */
public record TimesView(int default_, int max) {}
