/**
 * CDI producers, the start and the stop.
 *
 * <p>Owns {@link org.blackfish.app.Wiring} (what other packages take through their constructors) and
 * {@link org.blackfish.app.Startup} (order of starting and stopping). May call every package; nobody imports it.
 */
@NullMarked
package org.blackfish.app;

import org.jspecify.annotations.NullMarked;
