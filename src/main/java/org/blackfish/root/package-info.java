/**
 * The second, class-light web application at {@code /}, for programs on the node that know only host and port.
 *
 * <p>Owns {@link org.blackfish.root.RootServlet}, which hands the paths of programs to the application below the portal's
 * prefix. May call nothing of ours: its archive holds this package alone. Invariant: it opens no door, since the
 * application's filter judges what arrives this way as it judges all else.
 */
@NullMarked
package org.blackfish.root;

import org.jspecify.annotations.NullMarked;
