/**
 * The models on disk: Hugging Face caches and single GGUF files under {@code cache_dir/models} and
 * {@code home_dir/models}.
 *
 * <p>Owns what a model is ({@link org.blackfish.model.Model}), which file an engine is given and how large its weights
 * are ({@code Weights}, pure). May call {@code problem}, {@code settings}, {@code profile} and {@code transport}. The disk
 * is the truth: what somebody placed there by hand is found, whatever any record says. Sizes are decimal GB of one
 * revision's weights, through symbolic links.
 */
@NullMarked
package org.blackfish.model;

import org.jspecify.annotations.NullMarked;
