package org.blackfish.profile;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.blackfish.transport.Access;
import org.blackfish.transport.Command;
import org.blackfish.transport.Host;

/** {@code cache_dir/.blackfish}: what the admins of one shared cache keep together instead of each for himself. */
public final class SharedFolder {
    /** Its name below {@code cache_dir}. */
    public static final String NAME = ".blackfish";

    private SharedFolder() {}

    /**
     * The folder of that name in it, made when it is not there; those made get mode and group of {@code cache_dir}, so
     * that whoever may write the one may write the other.
     */
    public static Path ensure(Host host, Path cache, String name) {
        Path whole = cache.resolve(NAME);
        for (Path folder : List.of(whole, whole.resolve(name))) {
            make(host, cache, folder);
        }
        return whole.resolve(name);
    }

    /** Makes one folder when it is not there, with mode and group of {@code model}. */
    public static void make(Host host, Path model, Path folder) {
        if (host.find(folder).isEmpty()) {
            host.makeFolders(folder, Access.SHARED);
            // Another admin may have been faster and then owns it; the same is done to it over there.
            like(host, "chgrp", model, folder);
            like(host, "chmod", model, folder);
        }
    }

    private static void like(Host host, String program, Path model, Path folder) {
        host.run(Command.of(Duration.ofSeconds(20), program, "--reference=" + model, "--", folder.toString()));
    }
}
