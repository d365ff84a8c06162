/**
 * Configuration, read and checked once at the start.
 *
 * <p>Owns {@link org.blackfish.settings.Settings}, a tree of records made by a pure function from names and values
 * (environment over {@code settings.properties} over default), {@link org.blackfish.settings.Secret}, and what goes
 * back to the launcher, {@link org.blackfish.settings.LastWord}. May call {@code problem} only. Units are typed; a name
 * that nobody knows stops the start with a sentence.
 */
@NullMarked
package org.blackfish.settings;

import org.jspecify.annotations.NullMarked;
