package org.blackfish.model;

import org.jspecify.annotations.Nullable;

/**
 * What a revision's own files say of it; null is what they do not say.
 *
 * @param task as the hub names it, {@code text-generation}
 * @param context most tokens that the model was made for
 * @param quantization {@code Q4_K_M}, {@code awq 4 bit}; null for full weights
 * @param chatTemplate whether it brings one along
 * @param license as the repository's card names it
 * @param dtype of the weights, {@code bfloat16}
 * @param lacks what of its own listing is missing or of another size, as a sentence's end; null when all is there
 */
record Details(
        @Nullable String task,
        @Nullable String architecture,
        @Nullable Integer context,
        @Nullable String quantization,
        @Nullable Boolean chatTemplate,
        @Nullable String license,
        @Nullable String dtype,
        @Nullable String lacks) {
    Details {
        task = Foreign.text(task);
        architecture = Foreign.text(architecture);
        quantization = Foreign.text(quantization);
        license = Foreign.text(license);
        dtype = Foreign.text(dtype);
        lacks = Foreign.text(lacks);
    }
}
