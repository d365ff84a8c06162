package org.blackfish.wire;

/** The data of a {@code model} event; {@code repo} is empty when several models are concerned. */
public record ModelNews(String profile, String repo, String sentence) {}
