package org.blackfish.image;

/** Something about an image changed: a pull moved on, a check ended, a file came or went. */
public record ImageChanged(String profile, String file, String phase, long bytes, String sentence) {}
