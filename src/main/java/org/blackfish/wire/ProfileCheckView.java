package org.blackfish.wire;

/** One thing that was looked at on a profile's host. */
public record ProfileCheckView(String name, boolean ok, String sentence) {}
