package org.blackfish.hub;

import java.util.Optional;
import org.blackfish.fetch.Piece;

/**
 * One file of a commit as listed.
 *
 * @param blobId Git's own name of it: of a large file that of the pointer to it
 * @param xetHash the name in the hub's newer store, kept for the Python client's listing
 */
public record HubFile(Piece piece, String blobId, Optional<String> xetHash) {
    public String path() {
        return piece.path();
    }

    public long size() {
        return piece.size();
    }

    /** Whether the hub keeps it outside of Git, as it does with weights. */
    boolean isLarge() {
        return piece.large();
    }
}
