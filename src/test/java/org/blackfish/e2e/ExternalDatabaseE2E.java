package org.blackfish.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.blackfish.database.DebianServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole program over a PostgreSQL that somebody else keeps, Debian's own over TLS. */
class ExternalDatabaseE2E {
    @TempDir
    Path keeper = Path.of("unset");

    @Test
    void aServiceIsFoundAgainAfterAKillAndADatabaseThatWasAwayIsWaitedFor() throws Exception {
        try (DebianServer debian = DebianServer.start(keeper)) {
            debian.role("ada");
            try (Server server = Server.start(Server.PREFIX, settings(debian))) {
                Launches launches = new Launches(server);
                String id =
                        launches.launch(EngineModel.in(server, "outside", "{}").order("outside"));
                launches.await(id, "healthy");
                String job = launches.jobId(id);
                assertThat(server.home().resolve("database")).doesNotExist();
                assertThat(Testbed.run("ps", "-o", "args=", "--ppid", String.valueOf(server.jvm())))
                        .doesNotContain("postgres");

                server.kill();
                server.restart();
                launches.await(id, "healthy");
                assertThat(launches.jobId(id)).isEqualTo(job);
                assertThat(launches.jobs(id)).isEqualTo(1);

                debian.stop();
                debian.startAgain();
                Testbed.await(
                        "services are listed again",
                        () -> server.get("/api/services").statusCode() == 200);
                launches.stop(id);
            }
        }
    }

    private Map<String, String> settings(DebianServer debian) throws Exception {
        Path password = Files.writeString(keeper.resolve("password"), "ada\n");
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
        Map<String, String> settings = new HashMap<>(EngineModel.SETTINGS);
        settings.put(
                "BLACKFISH_DATABASE_URL",
                "postgresql://ada@localhost:" + debian.port() + "/ada?sslrootcert=" + debian.authority());
        settings.put("BLACKFISH_DATABASE_PASSWORD_FILE", password.toString());
        return settings;
    }
}
