package org.blackfish.settings;

/** Pinned image references ({@code repo:tag}) of the services; each can be overridden per site. */
public record Images(String textGeneration, String llamaCpp, String speechRecognition, String tigerflowMl) {}
