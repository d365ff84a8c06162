/**
 * One user's PostgreSQL: the embedded one with its postmaster or an external one, the schema, and the lease on it.
 *
 * <p>Owns {@link org.blackfish.database.Database}, opened by the data source before its first connection (Payara
 * connects while it deploys, earlier than any CDI event) and closed by {@code app}. May call {@code problem} and
 * {@code settings}. Invariants: no TCP, a Unix socket in a 0700 directory on a local disk; nobody opens the data
 * directory without holding the {@link org.blackfish.database.Lease}; the lease's file is never trusted to
 * {@code fcntl} locks, since homes lie on network file systems.
 */
@NullMarked
package org.blackfish.database;

import org.jspecify.annotations.NullMarked;
