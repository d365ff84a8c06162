package org.blackfish.model;

/** Whose folder a model lies in. */
public enum Place {
    /** {@code home_dir/models}, the user's own. */
    HOME,
    /** {@code cache_dir/models}, the site's shared one. */
    SHARED,
    /** The cache of Hugging Face's own programs, where it was asked for; only ever read. */
    HF_CACHE
}
