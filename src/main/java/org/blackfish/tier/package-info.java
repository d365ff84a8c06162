/**
 * Resource tiers: what a site offers in {@code cache_dir/resource_specs.yaml}, and which of it fits a model.
 *
 * <p>Owns the reading and checking of the file ({@link org.blackfish.tier.TierParser}), the choice
 * ({@link org.blackfish.tier.TierChoice}, a pure function) and the version in force
 * ({@link org.blackfish.tier.Tiers}). May call {@code problem}, {@code profile}, {@code settings} and {@code transport}. A file with errors
 * never silently becomes the built-in defaults: the last good version stays, and every reader is told so.
 */
@NullMarked
package org.blackfish.tier;

import org.jspecify.annotations.NullMarked;
