package org.blackfish.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.newsclub.net.unix.AFUNIXSocketFactory;
import org.postgresql.ds.PGSimpleDataSource;

/** What files and jobs remain when rows are missing: never a secret for ever, never a job out of sight. */
class LeftoversE2E {
    private final Server server = Server.start(Server.PREFIX, EngineModel.SETTINGS);
    private final Launches launches = new Launches(server);
    private final EngineModel model = EngineModel.in(server, "leftover", "{}");

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void killedBetweenTheFilesAndTheRowThereIsNoJobNoRowAndInTheEndNoFile() throws SQLException {
        Connection database = database();
        database.setAutoCommit(false);
        // Reading goes on, writing waits: so the launch stops between its files and its row.
        database.createStatement().execute("lock table service in share mode");
        launchInTheBackground();
        Testbed.await("the files are written", () -> names("keys").size() == 1 && jobFilesAreWhole());
        server.kill();
        // The database has ended with its server; there is nobody left to say goodbye to.
        database.abort(Runnable::run);
        String id = names("keys").getFirst();
        makeOlder(server.home().resolve("keys").resolve(id));
        server.restart();
        Testbed.await("the key is removed", () -> names("keys").isEmpty());
        Testbed.await("the folder is removed", () -> names("jobs").isEmpty());
        assertThat(services()).isEmpty();
        assertThat(launches.jobs(id)).isZero();
    }

    @Test
    void aJobWhoseRowIsLostIsShownAndAdoptedWithItsKey() {
        String id = launches.launch(model.order("lost"));
        launches.await(id, "healthy");
        String job = launches.jobId(id);
        loseTheDatabase();
        assertThat(services()).isEmpty();
        JsonObject orphan = orphan(id);
        assertThat(orphan.getString("job_id")).isEqualTo(job);
        assertThat(orphan.getBoolean("adoptable")).isTrue();
        assertThat(orphan.getString("launched_from")).isEqualTo(server.home().toString());
        assertThat(server.post("/api/services/orphans/" + id + "/adopt", "").statusCode())
                .isEqualTo(201);
        launches.await(id, "healthy");
        assertThat(launches.jobId(id)).isEqualTo(job);
        assertThat(orphans()).isEmpty();
        launches.stop(id);
        assertThat(launches.jobs(id)).isEqualTo(1);
    }

    @Test
    @Tag("heavy")
    void aJobWhoseRowIsLostCanBeCancelled() {
        String id = launches.launch(model.order("unwanted"));
        launches.await(id, "healthy");
        loseTheDatabase();
        orphan(id);
        assertThat(server.delete("/api/services/orphans/" + id).statusCode()).isEqualTo(200);
        Testbed.await("the job is gone", () -> orphans().isEmpty());
        assertThat(Testbed.run("squeue", "-h", "-o", "%Z")).doesNotContain(id);
        assertThat(server.delete("/api/services/orphans/" + id).statusCode()).isEqualTo(404);
    }

    @Test
    void thePageShowsALostJobAndAdoptsIt() {
        String id = launches.launch(model.order("shown"));
        launches.await(id, "healthy");
        loseTheDatabase();
        orphan(id);
        try (Browser browser = new Browser()) {
            Page page = browser.page(1280, ColorScheme.LIGHT);
            Browser.signIn(page, server.address(), server.token());
            page.getByText("Jobs without a record").waitFor();
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/screenshots/lost-job.png")));
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Adopt shown"))
                    .click();
            page.getByText("shown is a service again.").waitFor();
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("shown"))
                    .waitFor();
            assertThat(page.getByText("Jobs without a record").count()).isZero();
        }
        launches.await(id, "healthy");
        launches.stop(id);
    }

    private JsonObject orphan(String id) {
        Testbed.await("the orphan is shown", () -> orphans().size() == 1);
        JsonObject orphan = orphans().getJsonObject(0);
        assertThat(orphan.getString("id")).isEqualTo(id);
        return orphan;
    }

    private JsonArray orphans() {
        return Server.parse(server.get("/api/services/orphans").body()).asJsonArray();
    }

    private JsonArray services() {
        return Server.parse(server.get("/api/services").body()).asJsonArray();
    }

    private void loseTheDatabase() {
        server.close();
        Testbed.run("rm", "-rf", server.home().resolve("database").toString());
        server.restart();
    }

    private void launchInTheBackground() {
        String order = model.order("unfinished").build().toString();
        CompletableFuture<Void> launching = CompletableFuture.runAsync(() -> {
            try {
                server.post("/api/services", order);
            } catch (RuntimeException killed) {
                // The server is killed under this request; what counts is what is found afterwards.
            }
        });
        assertThat(launching).isNotNull();
    }

    private boolean jobFilesAreWhole() {
        return names("jobs").size() == 1
                && Files.exists(server.home()
                        .resolve("jobs")
                        .resolve(names("jobs").getFirst())
                        .resolve("key"));
    }

    private List<String> names(String folder) {
        try (Stream<Path> paths = Files.list(server.home().resolve(folder))) {
            return paths.map(path -> path.getFileName().toString()).toList();
        } catch (java.nio.file.NoSuchFileException notYet) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void makeOlder(Path file) {
        try {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Connection database() throws SQLException {
        try (Stream<Path> paths = Files.walk(Path.of(server.runDirectory()))) {
            Path socket = paths.filter(path -> path.getFileName().toString().equals(".s.PGSQL.5432"))
                    .findFirst()
                    .orElseThrow();
            PGSimpleDataSource source = new PGSimpleDataSource();
            source.setSocketFactory(AFUNIXSocketFactory.FactoryArg.class.getName());
            source.setSocketFactoryArg(socket.toString());
            source.setServerNames(new String[] {"localhost"});
            source.setSslMode("disable");
            source.setDatabaseName("postgres");
            source.setUser(System.getProperty("user.name"));
            return source.getConnection();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
