package org.blackfish.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
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
    private static final String BLOT = "••••••••";

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
        byte[] bytes = folders.read(service, log.get().path(), from, Math.clamp(limit, 1, MOST));
        int length = from + bytes.length < log.get().size() ? wholeLines(bytes) : bytes.length;
        long next = from + length;
        return new LogPiece(
                text(service, bytes, length), next, over && next >= log.get().size());
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
        long from = Math.max(0, log.get().size() - TAIL);
        byte[] bytes = folders.read(service, log.get().path(), from, TAIL);
        List<String> all = text(service, bytes, bytes.length).lines().toList();
        return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
    }

    /** The job's script as it was submitted; empty when its file is gone. */
    public Optional<String> script(UUID id) {
        return folders.script(services.get(id).id());
    }

    /** A piece that stops before the end stops behind a line, so that neither a character nor the key is cut. */
    private static int wholeLines(byte[] bytes) {
        for (int i = bytes.length; i > 0; i--) {
            if (bytes[i - 1] == '\n') {
                return i;
            }
        }
        return bytes.length;
    }

    private String text(Service service, byte[] bytes, int length) {
        String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
        try {
            return text.replace(keys.of(service.id()).value(), BLOT);
        } catch (UnknownItem keyIsGone) {
            return text;
        }
    }
}
