/**
 * The second session: a small program of its own that the launcher runs while another server holds the data.
 *
 * <p>Owns {@link org.blackfish.waiting.SecondSession}, which ends once the data are its own, and the one page that says who
 * holds them, leads there and takes over. May call {@code database}, {@code security}'s decisions that need no server, and
 * {@code settings}; it runs on the JDK alone, without the server. Invariant: whoever sees more than the sign-in knows the
 * token in the home.
 */
@NullMarked
package org.blackfish.waiting;

import org.jspecify.annotations.NullMarked;
