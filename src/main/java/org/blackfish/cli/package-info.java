/**
 * The command line {@code blackfish}: a program of its own that speaks REST with the user's running server.
 *
 * <p>Owns the commands, how they find the server and how they show what it says. May call only {@code wire}, the JDK,
 * picocli and {@code jakarta.json}, since its jar holds no server. Invariants: every failure is one sentence on standard
 * error and an exit code (1 refused or failed, 2 wrong input, 3 nobody answered, 4 not allowed); a token goes only to
 * whoever has proven that it knows it; only what cannot happen twice is sent again.
 */
@NullMarked
package org.blackfish.cli;

import org.jspecify.annotations.NullMarked;
