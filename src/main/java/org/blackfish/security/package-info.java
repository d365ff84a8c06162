/**
 * Who may enter: the session token, personal tokens, browser sessions, and the one filter before every path.
 *
 * <p>Owns {@link org.blackfish.security.AccessFilter} and the pure decision {@link org.blackfish.security.Access}. May
 * call {@code problem} and {@code settings}. Invariants: authentication is always on; the session token lies in a 0600
 * file and is compared in constant time, a personal one is kept and looked up as its hash, and neither is ever in a URL,
 * a log or a page; every state change that comes with a cookie proves its origin and carries the session's CSRF token.
 */
@NullMarked
package org.blackfish.security;

import org.jspecify.annotations.NullMarked;
