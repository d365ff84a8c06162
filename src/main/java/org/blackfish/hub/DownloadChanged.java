package org.blackfish.hub;

/** Fired when a download moved on, at most once a second, and when its status changed; observers must be quick. */
public record DownloadChanged(Download download) {}
