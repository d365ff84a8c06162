package org.blackfish.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.blackfish.settings.Secret;
import org.blackfish.settings.Settings;
import org.blackfish.transport.Access;
import org.blackfish.transport.Entry;
import org.blackfish.transport.Host;
import org.blackfish.transport.LocalHost;

/** The keys of services: one 0600 file each below {@code $BLACKFISH_HOME_DIR/keys}, until the record is deleted. */
@ApplicationScoped
public class ServiceKeys {
    private static final int LONGEST = 1024;
    private static final Pattern HALF_WRITTEN = Pattern.compile("\\.[0-9a-f-]{36}\\.[0-9a-f-]{36}");

    private final Path folder;
    private final Host here = new LocalHost();

    @Inject
    public ServiceKeys(Settings settings) {
        this.folder = settings.keys();
    }

    /** The service's key; {@code UnknownItem} when its file is gone. */
    public Secret of(UUID id) {
        return new Secret(new String(here.read(file(id), 0, LONGEST), StandardCharsets.UTF_8).strip());
    }

    void keep(UUID id, Secret key) {
        here.makeFolders(folder, Access.PRIVATE);
        here.write(file(id), bytes(key), Access.PRIVATE);
    }

    void forget(UUID id) {
        here.remove(file(id));
    }

    Optional<Secret> find(UUID id) {
        return here.find(file(id)).map(there -> of(id));
    }

    /** Of which services there are keys; nothing else in the folder counts. */
    List<UUID> ids() {
        return entries().stream()
                .flatMap(entry -> JobFolders.id(entry.path()).stream())
                .toList();
    }

    /** When the key's file was written, by the clock of the file system. */
    Instant since(UUID id) {
        return here.find(file(id)).map(Entry::modified).orElse(Instant.MAX);
    }

    /** Removes the temporary files of writes that were cut short before {@code time}. */
    void removeHalfWritten(Instant time) {
        entries().stream()
                .filter(entry -> HALF_WRITTEN.matcher(entry.name()).matches()
                        && entry.modified().isBefore(time))
                .forEach(entry -> here.remove(entry.path()));
    }

    private List<Entry> entries() {
        return here.find(folder).isPresent() ? here.list(folder) : List.of();
    }

    static byte[] bytes(Secret key) {
        return (key.value() + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private Path file(UUID id) {
        return folder.resolve(id.toString());
    }
}
