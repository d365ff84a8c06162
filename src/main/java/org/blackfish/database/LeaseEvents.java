package org.blackfish.database;

import java.time.Duration;

/** What a holder is told; each call must return soon and must not touch the home, which may be what hangs. */
interface LeaseEvents {
    /** The lease was renewed; {@code age} is how long ago that attempt began. */
    void renewed(Duration age);

    /** The data are not ours any more, or may soon be somebody else's: nothing may go on. Called once. */
    void lost(String why);

    /** Somebody asked us to hand the data over. Called once. */
    void asked(String who);
}
