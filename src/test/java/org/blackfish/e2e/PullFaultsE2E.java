package org.blackfish.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Pulls into a folder that two accounts may write, from registries that refuse and onto a disk that is full. */
class PullFaultsE2E {
    private static final String FILE = "engine_1.sif";
    private static final String BOTH_MAY_WRITE = "rwxrwxrwx";

    private static Registry registry;
    private static Server server;
    private static Path shared;
    private static Path cache;

    @BeforeAll
    static void start() throws IOException {
        registry = Registry.withEngine();
        shared = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "site");
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString(BOTH_MAY_WRITE));
        cache = Files.createDirectory(shared.resolve("cache"));
        for (Path folder : List.of(cache, Files.createDirectory(cache.resolve("images")))) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(BOTH_MAY_WRITE));
        }
        server = Server.start(Server.PREFIX, Map.of("BLACKFISH_DEFAULT_CACHE_DIR", cache.toString()));
    }

    @AfterAll
    static void stop() {
        Testbed.write(shared.resolve("again"), "");
        server.close();
        registry.close();
    }

    private static JsonObject pull(String image, String more) {
        var accepted = server.post("/api/admin/images", "{\"image\":\"" + image + "\"" + more + "}");
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
        return Server.parse(accepted.body()).asJsonObject();
    }

    private static JsonObject await(String file, String phase) {
        String path = "/api/admin/images/pulls/" + file;
        Testbed.await(
                "the pull of " + file + " is " + phase,
                Duration.ofMinutes(2),
                () -> server.json(path).getString("phase").equals(phase),
                () -> server.get(path).body());
        return server.json(path);
    }

    private static void dismiss(String file) {
        assertThat(server.delete("/api/admin/images/pulls/" + file).statusCode())
                .isEqualTo(202);
    }

    @Test
    void everyRefusalOfARegistryHasItsOwnSentenceAndLeavesNoImage() {
        try (FaultyRegistry plain = FaultyRegistry.plain();
                FaultyRegistry untrusted = FaultyRegistry.untrusted()) {
            Map<String, String> told = new LinkedHashMap<>();
            told.put(plain.image("locked"), "(401); sign in with \"apptainer registry login\"");
            told.put(plain.image("closed"), "(403); ask its owner for access");
            told.put(plain.image("missing"), "knows no image " + plain.image("missing"));
            told.put(plain.image("busy"), "asked too often (429); wait an hour, or sign in");
            told.put(
                    plain.image("broken"),
                    "received unexpected HTTP status: 500 Internal Server Error. Try again later");
            told.put(plain.image("cut"), "broke off while " + plain.image("cut") + " was fetched; try again");
            told.put(plain.image("spoilt"), "another digest than the image lists, so it was thrown away");
            told.put(plain.image("other"), "another digest than the one asked for, so it was thrown away; correct");
            told.put(untrusted.safeImage("secret"), "has no certificate that this host trusts: ");
            String digest = ",\"digest\":\"sha256:" + "a".repeat(64) + "\"";
            told.keySet().forEach(image -> pull(image, image.contains("other") ? digest : ""));
            told.forEach((image, words) -> {
                String file = image.substring(image.lastIndexOf('/') + 1).replace(":", "_") + ".sif";
                assertThat(await(file, "failed").getString("sentence")).contains(words);
                dismiss(file);
                assertThat(cache.resolve("images").resolve(file)).doesNotExist();
                assertThat(cache.resolve("images/.pulling").resolve(file)).doesNotExist();
            });
        }
    }

    @Test
    void aFullDiskIsToldWithTheRoomItHadAndLeftEmpty() throws IOException {
        Path disk = Testbed.prefix().resolve("small");
        Path rules = cache.resolve("images.yaml");
        Hand.ask("disk 1");
        try {
            Files.writeString(rules, "pull: {scratch: \"" + disk + "\"}\n");
            Files.writeString(cache.resolve("images/kept_1.sif"), "other");
            pull(registry.image("testbed/engine:1"), "");
            assertThat(await(FILE, "failed").getString("sentence"))
                    .startsWith("The disk is full: ")
                    .contains(" free when the pull began. Free some room or name another folder");
            assertThat(disk).isEmptyDirectory();
            assertThat(cache.resolve("images/kept_1.sif")).hasContent("other");
            dismiss(FILE);
        } finally {
            Files.delete(rules);
            Hand.ask("undisk");
        }
    }

    @Test
    void twoAccountsComeToOneGoodImage() throws Exception {
        String engine = registry.image("testbed/engine:1");
        Path folder = cache.resolve("images/.pulling").resolve(FILE);
        pull(engine, "");
        for (String name : List.of("pull.sh", "note.json")) {
            Testbed.write(shared.resolve(name), Files.readString(folder.resolve(name)));
        }
        dismiss(FILE);
        await(FILE, "cancelled");
        // One that was cancelled before its first beat is forgotten by that alone.
        assertThat(server.delete("/api/admin/images/pulls/" + FILE).statusCode())
                .isIn(202, 404);
        CompletableFuture<String> bob = CompletableFuture.supplyAsync(PullFaultsE2E::bob);

        Testbed.await("bob pulls", Duration.ofMinutes(1), () -> Files.exists(shared.resolve("first")), () -> "");
        JsonObject joined = pull(engine, "");
        assertThat(joined.getString("by")).isEqualTo("bob");
        dismiss(FILE);
        Testbed.await(
                "bob's pull heeds our cancel",
                Duration.ofMinutes(1),
                () -> Testbed.read(shared.resolve("first")).equals("cancelled"),
                () -> server.json("/api/admin/images/pulls/" + FILE).toString());
        assertThat(folder.resolve("ended")).hasContent("cancelled");
        dismiss(FILE);
        assertThat(folder).doesNotExist();

        Testbed.write(shared.resolve("again"), "");
        assertThat(bob.join()).isEqualTo("killed\n");
        JsonObject lost = server.json("/api/admin/images/pulls/" + FILE);
        assertThat(lost.getString("by")).isEqualTo("bob");
        assertThat(lost.getString("sentence")).contains("as one that was killed does", "try again");
        assertThat(pull(engine, "").getInt("attempt")).isEqualTo(2);
        await(FILE, "done");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cache.resolve("images/" + FILE))))
                .isEqualTo("rwxr-xr-x");
        assertThat(server.json("/api/admin/images").getJsonArray("pulls").toString())
                .doesNotContain(FILE);
        try (var left = Files.list(folder)) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .as("what only bob can remove")
                    .anyMatch(name -> name.startsWith("blackfish-pull."))
                    .doesNotContain("note.json", "image.sif");
        }
    }

    private static String bob() {
        Path program = Testbed.prefix().resolve("tree/src/test/resources/e2e/another_admin.py");
        return Hand.ask("neighbour " + program + " " + cache + " " + FILE + " " + shared);
    }
}
