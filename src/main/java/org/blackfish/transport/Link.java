package org.blackfish.transport;

/**
 * Where a symbolic link leads.
 *
 * @param target as the link says it
 */
public record Link(String target, End end) {
    /** What is at the end of a link. */
    public enum End {
        THERE,
        MISSING,
        UNKNOWN
    }
}
