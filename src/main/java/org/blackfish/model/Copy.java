package org.blackfish.model;

import java.time.Instant;

/**
 * One revision of a model in one place, with what its folder tells at a glance.
 *
 * @param files how many there are in the revision
 * @param bytes of all its files, each once however many names lead to it
 * @param changed when one of them, or their folder, was last written
 */
public record Copy(Model model, int files, long bytes, Instant changed) {
    /** Changes when the files do, so that what was read in them is read again. */
    String fingerprint() {
        return files + " " + bytes + " " + changed.getEpochSecond();
    }
}
