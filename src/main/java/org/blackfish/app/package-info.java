/**
 * CDI producers, the start and the stop, and the heap meanwhile.
 *
 * <p>Owns {@link org.blackfish.app.Wiring} (what other packages take through their constructors) and
 * {@link org.blackfish.app.Startup} (order of starting and stopping), and {@link org.blackfish.app.HeapCare} (memory given back
 * while nobody works). May call every package; nobody imports it.
 */
@NullMarked
package org.blackfish.app;

import org.jspecify.annotations.NullMarked;
