package org.blackfish.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The stand-in for the portal's Apache before servers of this machine; the test's own account and a stranger may sign in. */
final class Portal implements AutoCloseable {
    static final String OWNER = System.getProperty("user.name");
    static final String STRANGER = "stranger";
    static final String PASSWORD = "portal";

    private static final String PROGRAM = "testbed/portal/portal";

    private final Path folder;
    private final String origin;

    private Portal(Path folder, String origin) {
        this.folder = folder;
        this.origin = origin;
    }

    /** {@code variants} in the words of {@code testbed/portal/README.md}. */
    static Portal start(String... variants) {
        try {
            int port = Testbed.freePort();
            Path scratch = Files.createDirectories(Testbed.prefix().resolve("scratch"));
            Path folder = Files.createTempDirectory(scratch, "portal");
            List<String> argv = new ArrayList<>(List.of(
                    PROGRAM, "up", folder.toString(), String.valueOf(port), "user=" + OWNER, "user=" + STRANGER));
            argv.addAll(List.of(variants));
            Testbed.run(argv.toArray(String[]::new));
            String scheme = List.of(variants).contains("tls") ? "https" : "http";
            return new Portal(folder, scheme + "://localhost:" + port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where a browser finds the server. */
    String address(Server server) {
        return origin + server.basePath();
    }

    String origin() {
        return origin;
    }

    String accessLog() {
        return Testbed.read(folder.resolve("access.log"));
    }

    @Override
    public void close() {
        Testbed.run(PROGRAM, "down", folder.toString());
    }
}
