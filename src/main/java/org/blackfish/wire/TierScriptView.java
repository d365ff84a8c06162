package org.blackfish.wire;

/** The job script that a tier makes of a launch. */
public record TierScriptView(String partition, String tier, String script) {}
