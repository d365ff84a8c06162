package org.blackfish.tier;

/** Run time in minutes: what a launch gets unless it asks (30), and the most it may ask for (180). */
public record Times(int defaultMinutes, int maxMinutes) {
    public static final Times DEFAULT = new Times(30, 180);
}
