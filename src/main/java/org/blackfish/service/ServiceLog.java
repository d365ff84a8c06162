package org.blackfish.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.blackfish.problem.UnknownItem;
import org.blackfish.transport.Entry;

/** Reads a service's job log and script; the service's key is blotted out wherever it occurs. */
@ApplicationScoped
public class ServiceLog {
    private static final int MOST = 1024 * 1024;
    private static final int TAIL = 64 * 1024;
    private static final int ATTEMPT = 256 * 1024;

    /** As much of a key at a log's end is taken for one; less tells nobody anything. */
    private static final int LEAST = 4;

    private static final byte BLOT = '*';

    private final Services services;
    private final ServiceKeys keys;
    private final JobFolders folders;

    @Inject
    public ServiceLog(Services services, ServiceKeys keys, JobFolders folders) {
        this.services = services;
        this.keys = keys;
        this.folders = folders;
    }

    /**
     * At most {@code limit} bytes (1 MiB at the most) from a byte offset, whole lines where possible; empty while there
     * is nothing yet.
     */
    public LogPiece read(UUID id, long offset, int limit) {
        Service service = services.get(id);
        long from = Math.max(0, offset);
        Optional<Entry> log = folders.log(service);
        boolean over = !service.status().isLive();
        if (log.isEmpty()) {
            return new LogPiece("", from, over);
        }
        byte[] bytes = piece(service, log.get(), from, Math.clamp(limit, 1, MOST));
        int length = from + bytes.length < log.get().size() ? wholeLines(bytes) : bytes.length;
        long next = from + length;
        return new LogPiece(
                new String(bytes, 0, length, StandardCharsets.UTF_8),
                next,
                over && next >= log.get().size());
    }

    /** How far the log goes now, without reading it. */
    public LogReach reach(UUID id) {
        Service service = services.get(id);
        long size = folders.log(service).map(Entry::size).orElse(0L);
        return new LogReach(size, !service.status().isLive());
    }

    /** The last lines, at most 64 KiB of them; empty when there is no log. */
    public String tail(UUID id, int lines) {
        return tail(services.get(id), lines);
    }

    String tail(Service service, int lines) {
        Optional<Entry> log = folders.log(service);
        if (log.isEmpty()) {
            return "";
        }
        byte[] bytes = piece(service, log.get(), Math.max(0, log.get().size() - TAIL), TAIL);
        List<String> all = new String(bytes, StandardCharsets.UTF_8).lines().toList();
        return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
    }

    /** The end of the log, at most 256 KiB, as far as it belongs to the job's last attempt. */
    LastAttempt lastAttempt(Service service) {
        Optional<Entry> log = folders.log(service);
        if (log.isEmpty()) {
            return LastAttempt.NONE;
        }
        long from = Math.max(0, log.get().size() - ATTEMPT);
        byte[] bytes = piece(service, log.get(), from, ATTEMPT);
        return LastAttempt.in(new String(bytes, StandardCharsets.UTF_8), from == 0);
    }

    /** The job's script as it was submitted; empty when its file is gone. */
    public Optional<String> script(UUID id) {
        return folders.script(services.get(id).id());
    }

    /** A piece that stops before the end stops behind a line, so that no character is cut. */
    private static int wholeLines(byte[] bytes) {
        for (int i = bytes.length; i > 0; i--) {
            if (bytes[i - 1] == '\n') {
                return i;
            }
        }
        return bytes.length;
    }

    /** Read with a margin of the key's length, so that no choice of offset and limit shows a part of the key. */
    private byte[] piece(Service service, Entry log, long from, int limit) {
        byte[] key = key(service);
        long start = Math.max(0, from - key.length);
        int before = (int) (from - start);
        byte[] bytes = folders.read(service, log.path(), start, before + limit + key.length);
        blot(bytes, key);
        return Arrays.copyOfRange(bytes, Math.min(before, bytes.length), Math.min(before + limit, bytes.length));
    }

    private byte[] key(Service service) {
        try {
            return keys.of(service.id()).value().getBytes(StandardCharsets.UTF_8);
        } catch (UnknownItem keyIsGone) {
            return new byte[0];
        }
    }

    /** Blots out every key, and what the end may hold of one that is still being written. */
    private static void blot(byte[] bytes, byte[] key) {
        for (int i = 0; i < bytes.length && key.length > 0; i++) {
            int length = Math.min(key.length, bytes.length - i);
            boolean isKey =
                    length >= Math.min(key.length, LEAST) && Arrays.equals(bytes, i, i + length, key, 0, length);
            if (isKey) {
                Arrays.fill(bytes, i, i + length, BLOT);
            }
        }
    }
}
