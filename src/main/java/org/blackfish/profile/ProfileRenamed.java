package org.blackfish.profile;

/** A profile has another name from now on; stores of rows that bear the name take it over. */
public record ProfileRenamed(String from, String to) {}
