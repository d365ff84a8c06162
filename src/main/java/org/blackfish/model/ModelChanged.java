package org.blackfish.model;

/** Something about the models of a profile changed, be it on its way to the shared folder; observers must be quick. */
public record ModelChanged(String profile, String repo, String sentence) {}
