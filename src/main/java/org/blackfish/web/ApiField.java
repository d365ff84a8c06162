package org.blackfish.web;

/** One parameter, or one member of a body, of an operation of the interface. */
public record ApiField(String name, String place, String type, boolean needed, String description) {}
