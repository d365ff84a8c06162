/**
 * Named places to run: what {@code $BLACKFISH_HOME_DIR/profiles.cfg} says, and the host behind each name.
 *
 * <p>Owns {@link org.blackfish.profile.Profile}, the reading of the INI file that the released Python Blackfish writes
 * too, the choice of the default profile, and the folders of a profile. May call {@code problem}, {@code settings} and
 * {@code transport}. The file is somebody else's as well: it is read again when it changes, and what we write keeps
 * every other section and comment. {@code cache_dir} is the site's and is never created here.
 */
@NullMarked
package org.blackfish.profile;

import org.jspecify.annotations.NullMarked;
