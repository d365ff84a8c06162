/**
 * The shared folder as a whole: its health, and who uses what lies in it.
 *
 * <p>Owns the look at {@code cache_dir} (space, quota, entries that others cannot read, leftovers), the repair of what
 * the admin owns, and the question which services use an image. May call {@code service}, {@code image}, {@code model},
 * {@code hub}, {@code settings}, {@code profile}, {@code transport} and {@code problem}. Invariants: nothing is changed that a fresh look does not find
 * wrong; permissions are only ever added; where {@code cache_dir} is somebody's own home only its models and images count.
 */
@NullMarked
package org.blackfish.cache;

import org.jspecify.annotations.NullMarked;
