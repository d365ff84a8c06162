package org.blackfish.service;

/** The job script that a tier makes of a launch. */
public record TierScript(String partition, String tier, String script) {}
