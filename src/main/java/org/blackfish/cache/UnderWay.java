package org.blackfish.cache;

import java.nio.file.Path;
import java.util.Set;
import org.blackfish.profile.Profile;

/** The folders whose partial files are no leftovers, however old: something there waits, rests or goes on. */
@FunctionalInterface
interface UnderWay {
    Set<Path> folders(Profile profile);
}
