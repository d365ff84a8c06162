package org.blackfish.tier;

import java.util.Locale;

/** Why a tier was chosen. */
public enum Reason {
    /** The site's file prescribes a tier for this model. */
    MODEL_OVERRIDE,
    /** The smallest tier whose limit exceeds the model's size. */
    SIZE,
    /** The tier without a limit, because no other holds the model or its size is unknown. */
    CATCH_ALL,
    /** No tier fits; the user may still choose by hand. */
    NONE;

    /** The word on the wire: {@code model-override}, {@code size}, {@code catch-all} or {@code none}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
