/**
 * Container images: what this version needs, what is staged where, and how an image gets there.
 *
 * <p>Owns {@link org.blackfish.image.ImageRef} and its file name, the site's {@code images.yaml}, the SIF files in
 * {@code cache_dir/images} and {@code home_dir/images} with their records, and pulls. May call {@code problem},
 * {@code settings}, {@code profile}, {@code cluster} and {@code transport}. Invariants: a file has its final name only
 * when it is whole; a pull is a script that needs no server to go on; what is known of it lies in its folder.
 */
@NullMarked
package org.blackfish.image;

import org.jspecify.annotations.NullMarked;
