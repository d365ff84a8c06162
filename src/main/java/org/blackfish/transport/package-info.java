/**
 * Running a command, moving a file and reaching a port: on this machine or, later, over SSH.
 *
 * <p>Owns {@link org.blackfish.transport.Host} and its values {@link org.blackfish.transport.Command},
 * {@link org.blackfish.transport.Outcome} and {@link org.blackfish.transport.Entry}. May call {@code problem} and
 * {@code settings}. A command is an argv list, never a shell line; every command has a deadline and an environment
 * rebuilt from nothing; every failure is translated here into a problem, so no library type leaves this package.
 */
@NullMarked
package org.blackfish.transport;

import org.jspecify.annotations.NullMarked;
