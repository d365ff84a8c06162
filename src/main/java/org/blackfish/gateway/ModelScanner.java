package org.blackfish.gateway;

import java.util.Locale;
import java.util.Optional;

/** Looks for the value of {@code model} in a request body as its bytes come by; keeps nothing else. */
interface ModelScanner {
    /** Takes the next bytes; those after the model was found are not looked at. */
    void feed(byte[] bytes, int length);

    /** Whether looking further cannot change the answer. */
    boolean isDone();

    Optional<String> model();

    /** The scanner for a content type; anything that is not multipart is taken for JSON, as engines do. */
    static ModelScanner forType(String contentType) {
        return contentType.toLowerCase(Locale.ROOT).startsWith("multipart/form-data")
                ? new MultipartModelScanner(contentType)
                : new JsonModelScanner();
    }
}
