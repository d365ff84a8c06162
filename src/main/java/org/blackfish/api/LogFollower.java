package org.blackfish.api;

import java.time.Duration;
import java.util.UUID;
import org.blackfish.problem.ProblemException;
import org.blackfish.service.LogPiece;
import org.blackfish.service.ServiceLog;

/**
 * Sends a growing log as events {@code log}, whose data is a JSON text and whose id is the offset to go on from, and an
 * event {@code end} when the job has ended; {@code problem} ends it too, with a problem document.
 */
final class LogFollower implements Runnable {
    private static final int PIECE = 64 * 1024;
    private static final Duration LONGEST_GLANCE = Duration.ofSeconds(3);

    private final ServiceLog log;
    private final LogTick tick;
    private final UUID id;
    private final EventStream stream;
    private final Duration glance;
    private final Duration silence;
    private long offset;

    /** {@code heartbeat} is the longest silence of the stream. */
    LogFollower(ServiceLog log, LogTick tick, UUID id, long offset, EventStream stream, Duration heartbeat) {
        this.log = log;
        this.tick = tick;
        this.id = id;
        this.offset = offset;
        this.stream = stream;
        Duration half = heartbeat.dividedBy(2);
        this.glance = half.compareTo(LONGEST_GLANCE) < 0 ? half : LONGEST_GLANCE;
        this.silence = heartbeat.minus(glance);
    }

    @Override
    public void run() {
        try (stream) {
            follow();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What goes wrong is told while the stream is still open. */
    private void follow() throws InterruptedException {
        try {
            boolean more = stream.heartbeat();
            while (more) {
                more = step();
            }
        } catch (ProblemException e) {
            String problem = JsonText.of(Problems.of(Problems.status(e), String.valueOf(e.getMessage())));
            stream.send(String.valueOf(offset), "problem", problem);
        }
    }

    private boolean step() throws InterruptedException {
        LogPiece piece = log.read(id, offset, PIECE);
        boolean grew = piece.nextOffset() > offset;
        offset = piece.nextOffset();
        if (!piece.text().isEmpty() && !stream.send(String.valueOf(offset), "log", JsonText.of(piece.text()))) {
            return false;
        }
        if (piece.ended()) {
            stream.send(String.valueOf(offset), "end", "{}");
            return false;
        }
        if (!grew) {
            tick.await(id, offset, glance);
            return stream.heartbeatAfter(silence);
        }
        return true;
    }
}
