package org.blackfish.fetch;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which contents of an order are yet to be fetched, one of each; counts what is there. */
final class Wanted {
    private final Order order;
    private final Repository repository;
    private final Tally tally;

    Wanted(Order order, Repository repository, Tally tally) {
        this.order = order;
        this.repository = repository;
        this.tally = tally;
    }

    /** What is there already, or comes with another file, is counted as found. */
    List<Piece> missing() throws IOException {
        Map<String, Piece> wanted = new LinkedHashMap<>();
        for (Piece piece : order.pieces()) {
            if (wanted.containsKey(piece.etag()) || repository.has(piece)) {
                tally.found(piece.size());
                tally.file();
            } else {
                wanted.put(piece.etag(), piece);
            }
        }
        return List.copyOf(wanted.values());
    }

    /** What was counted and is not there any more. */
    List<Piece> lost() throws IOException {
        Map<String, Piece> lost = new LinkedHashMap<>();
        for (Piece piece : order.pieces()) {
            if (!repository.has(piece) && lost.putIfAbsent(piece.etag(), piece) == null) {
                tally.lost(piece.size());
            }
        }
        return List.copyOf(lost.values());
    }
}
