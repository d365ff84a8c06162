/**
 * Named places to run: what {@code $BLACKFISH_HOME_DIR/profiles.cfg} says, and the host behind each name.
 *
 * <p>Owns {@link org.blackfish.profile.Profile}, the reading of the INI file that the released Python Blackfish writes
 * too, its changes ({@link org.blackfish.profile.ProfileDesk}), the choice of the default profile, the folders of a
 * profile, who its admins are ({@link org.blackfish.profile.Admins}) and what they share below
 * {@code cache_dir/.blackfish}. May call {@code problem}, {@code settings} and {@code transport}. {@code profiles.cfg} is
 * somebody else's as well: it is read again when it changes, and what we write keeps every other section and comment.
 * {@code cache_dir} is never created here.
 */
@NullMarked
package org.blackfish.profile;

import org.jspecify.annotations.NullMarked;
