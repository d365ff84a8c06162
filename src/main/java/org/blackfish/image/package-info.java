/**
 * Container images: the reference that a service is pinned to, and the SIF file that is staged for it.
 *
 * <p>Owns {@link org.blackfish.image.ImageRef} and its file name, and the look-up in {@code cache_dir/images} and
 * {@code home_dir/images}. May call {@code problem}, {@code settings}, {@code profile} and {@code transport}. Nothing here
 * pulls or changes an image; a missing one is answered with the command that would stage it.
 */
@NullMarked
package org.blackfish.image;

import org.jspecify.annotations.NullMarked;
