package org.blackfish.fetch;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** Fetches everything of an order that is not there yet, then links and names it. */
final class Transfer {
    private static final long SMALL = 1L << 20;
    private static final int SMALL_AT_ONCE = 16;
    private static final int PARTS_AT_ONCE = 8;
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int MOST_BEGINNINGS = 5;

    private final Map<Piece, URI> locations = new ConcurrentHashMap<>();
    private final Order order;
    private final Repository repository;
    private final Web web;
    private final Tally tally;
    private final Pace pace;

    Transfer(Order order, Repository repository, Web web, Tally tally) {
        this.order = order;
        this.repository = repository;
        this.web = web;
        this.tally = tally;
        this.pace = new Pace(order.rate());
    }

    /** {@code listing} is the text of {@code trees/<commit>.json}, empty when not all of the commit is wanted. */
    void run(String listing) throws Exception {
        Wanted wanted = new Wanted(order, repository, tally);
        repository.prepare(listing);
        fetch(wanted.missing());
        repository.link(order.pieces());
        // A cancelled download beside us may have taken along what it wrote, as long as nothing linked to it.
        fetch(wanted.lost());
        repository.list(listing);
        repository.name();
    }

    private void fetch(List<Piece> missing) throws Exception {
        List<Piece> small = new ArrayList<>();
        List<Piece> big = new ArrayList<>();
        for (Piece piece : missing) {
            (piece.size() <= SMALL ? small : big).add(piece);
        }
        Queue<Piece> queue = new ConcurrentLinkedQueue<>(small);
        Crew.run(Math.min(SMALL_AT_ONCE, small.size()), () -> {
            for (Piece piece = queue.poll(); piece != null; piece = queue.poll()) {
                fetchSmall(piece);
            }
            return null;
        });
        fetchBig(big);
    }

    private void fetchSmall(Piece piece) throws IOException, InterruptedException {
        Tries tries = new Tries(PATIENCE);
        for (int wrong = 0; wrong < 2; ) {
            try {
                byte[] body = piece.size() == 0 ? new byte[0] : small(piece);
                if (body.length != piece.size()) {
                    throw Words.wrongSize(piece, String.valueOf(body.length));
                }
                MessageDigest digest = Sums.of(piece);
                digest.update(body);
                if (Sums.match(piece, digest)) {
                    store(piece, body);
                    return;
                }
                wrong++;
            } catch (Again again) {
                rest(tries, again);
            }
        }
        throw Words.wrongSum(piece);
    }

    private byte[] small(Piece piece) throws Again, InterruptedException {
        return web.get(
                        order.repo(),
                        order.address(piece),
                        "",
                        info -> new Memory(piece.size(), Words.wrongSize(piece, "more")))
                .body();
    }

    private void store(Piece piece, byte[] body) throws InterruptedException {
        try {
            repository.store(piece, body);
        } catch (IOException e) {
            throw Words.disk(repository.blob(piece), e);
        }
        tally.fetched(body.length);
        tally.file();
        pace.passed(body.length);
    }

    private void fetchBig(List<Piece> pieces) throws Exception {
        try (BigFiles files = new BigFiles(pieces, repository, tally)) {
            Crew.run(pieces.isEmpty() ? 0 : PARTS_AT_ONCE, () -> {
                for (Optional<BigFile.Part> part = files.next(); part.isPresent(); part = files.next()) {
                    fetch(part.get());
                }
                return null;
            });
        }
    }

    private void fetch(BigFile.Part part) throws IOException, InterruptedException {
        BigFile file = part.file();
        Tries tries = new Tries(PATIENCE);
        while (part.isCurrent() && part.missing() > 0) {
            long before = part.next();
            try {
                HttpResponse<byte[]> answer = ask(part);
                locations.put(file.piece(), answer.uri());
                if (part.isCurrent() && part.next() == before) {
                    // Asked again at once, the hub would be asked without end.
                    throw new Again(Words.nothing(file.piece()), Duration.ZERO);
                }
            } catch (PartSink.Unranged e) {
                beginWhole(part);
            } catch (Again again) {
                if (part.isCurrent() && part.next() > before) {
                    tries.reset();
                }
                locations.remove(file.piece());
                rest(tries, again);
            }
        }
    }

    /** Where the hub sent us for one part is asked for the others too, until that address expires. */
    private HttpResponse<byte[]> ask(BigFile.Part part) throws Again, InterruptedException {
        Piece piece = part.file().piece();
        URI known = locations.get(piece);
        URI first = order.address(piece);
        try {
            return get(part, known == null ? first : known);
        } catch (Failure refused) {
            if (known == null || known.equals(first) || refused.status() == 0) {
                throw refused;
            }
            locations.remove(piece);
            return get(part, first);
        }
    }

    private HttpResponse<byte[]> get(BigFile.Part part, URI address) throws Again, InterruptedException {
        PartSink sink = new PartSink(part, tally, pace);
        return web.get(order.repo(), address, part.range(), sink::judge);
    }

    private void beginWhole(BigFile.Part part) throws IOException {
        if (part.generation() >= MOST_BEGINNINGS) {
            throw new Failure(
                    Failure.Kind.HUB,
                    "The hub sends " + part.file().piece().path()
                            + " only as a whole and breaks off each time; try again later.");
        }
        tally.found(-part.file().beginWhole(part.generation()));
    }

    private void rest(Tries tries, Again again) throws InterruptedException {
        Duration wait = tries.next(again);
        tally.waits(again.last().getMessage() + " Trying again.");
        TimeUnit.NANOSECONDS.sleep(wait.toNanos());
    }
}
