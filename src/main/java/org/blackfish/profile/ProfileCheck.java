package org.blackfish.profile;

/** One thing that was looked at on a profile's host; the sentence says what is there, or what is wrong and the remedy. */
public record ProfileCheck(String name, boolean good, String sentence) {}
