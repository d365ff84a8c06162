package org.blackfish.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;
import org.blackfish.settings.Secret;
import org.blackfish.settings.Settings;
import org.blackfish.transport.Access;
import org.blackfish.transport.Host;
import org.blackfish.transport.LocalHost;

/** The keys of services: one 0600 file each below {@code $BLACKFISH_HOME_DIR/keys}, until the record is deleted. */
@ApplicationScoped
public class ServiceKeys {
    private static final int LONGEST = 1024;

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

    static byte[] bytes(Secret key) {
        return (key.value() + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private Path file(UUID id) {
        return folder.resolve(id.toString());
    }
}
