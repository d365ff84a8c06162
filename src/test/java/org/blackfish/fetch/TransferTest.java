package org.blackfish.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransferTest {
    private static final byte[] CONFIG = "{\"model_type\": \"tiny\"}\n".getBytes(StandardCharsets.UTF_8);
    private static final byte[] WEIGHTS = bytes(3_000_000);

    @TempDir
    Path root;

    private FakeHub hub;

    @BeforeEach
    void openHub() throws IOException {
        hub = new FakeHub().with("config.json", CONFIG).with("sub/empty.txt", new byte[0]);
        hub.with("model.safetensors", WEIGHTS);
    }

    @AfterEach
    void closeHub() {
        hub.close();
    }

    @Test
    void aRepositoryLiesAsThePythonClientReadsIt() throws Exception {
        fetch(hub.order(root), "", "{\"format_version\":1}");

        Path repo = root.resolve("models--acme--tiny");
        Path snapshot = repo.resolve("snapshots").resolve(FakeHub.COMMIT);
        assertThat(snapshot.resolve("model.safetensors")).hasBinaryContent(WEIGHTS);
        assertThat(Files.readSymbolicLink(snapshot.resolve("config.json")))
                .isEqualTo(Path.of("../../blobs/" + FakeHub.name(CONFIG, false)));
        assertThat(Files.readSymbolicLink(snapshot.resolve("sub/empty.txt")))
                .isEqualTo(Path.of("../../../blobs/e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"));
        assertThat(repo.resolve("refs/main")).hasContent(FakeHub.COMMIT);
        assertThat(repo.resolve("trees/" + FakeHub.COMMIT + ".json")).hasContent("{\"format_version\":1}");
        assertThat(Files.size(root.resolve("CACHEDIR.TAG"))).isEqualTo(191);
        assertThat(names(repo.resolve("blobs"))).hasSize(3).noneMatch(name -> name.contains("incomplete"));
        assertThat(names(root)).containsExactlyInAnyOrder("CACHEDIR.TAG", ".locks", "models--acme--tiny");
    }

    @Test
    void whatIsThereIsNotAskedForAgain() throws Exception {
        fetch(hub.order(root));
        hub.asked().clear();
        Tally tally = fetch(hub.order(root));
        assertThat(hub.asked()).isEmpty();
        assertThat(tally.bytes()).isEqualTo(CONFIG.length + WEIGHTS.length);
    }

    @Test
    void aFileThatACancelledDownloadTakesAlongIsFetchedAgain() throws Exception {
        Path blob = root.resolve("models--acme--tiny/blobs").resolve(FakeHub.name(CONFIG, false));
        hub.fault("model.safetensors", exchange -> {
            Files.deleteIfExists(blob);
            return false;
        });
        Tally tally = fetch(hub.order(root));
        assertThat(snapshot().resolve("config.json")).hasBinaryContent(CONFIG);
        assertThat(tally.bytes()).isEqualTo(CONFIG.length + WEIGHTS.length);
        assertThat(tally.beat(hub.order(root)).filesDone()).isEqualTo(3);
    }

    @Test
    void aListingThatACancelledDownloadTakesAlongIsWrittenAgain() throws Exception {
        Path listing = root.resolve("models--acme--tiny/trees/" + FakeHub.COMMIT + ".json");
        hub.fault("model.safetensors", exchange -> {
            Files.deleteIfExists(listing);
            return false;
        });
        fetch(hub.order(root), "", "{}");
        assertThat(listing).hasContent("{}");
    }

    @Test
    void withoutAListingNoneIsWritten() throws Exception {
        fetch(hub.order(root));
        assertThat(root.resolve("models--acme--tiny/trees")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 20, 30, 40, 50, 60, 70, 80, 90})
    void aDownloadStoppedAtEachTenthGoesOnAtTheByte(int percent) throws Exception {
        int cut = WEIGHTS.length / 100 * percent;
        hub.fault("model.safetensors", exchange -> {
            FakeHub.send(exchange, WEIGHTS, cut);
            hub.stall();
            return true;
        });
        Tally tally = new Tally();
        Thread running = Thread.ofVirtual().start(() -> {
            try {
                fetch(hub.order(root), tally, Map.of());
            } catch (Exception e) {
                // It is stopped on purpose.
            }
        });
        Wait.until(() -> tally.bytes() == CONFIG.length + cut);
        running.interrupt();
        running.join();
        assertThat(root.resolve("models--acme--tiny/snapshots/" + FakeHub.COMMIT))
                .doesNotExist();
        assertThat(root.resolve("models--acme--tiny/refs/main")).doesNotExist();

        hub.well().asked().clear();
        fetch(hub.order(root));
        assertThat(hub.asked()).extracting(FakeHub.Asked::range).containsExactly("bytes=" + cut + "-2999999");
        assertThat(weights()).hasBinaryContent(WEIGHTS);
    }

    @Test
    void aConnectionThatBreaksOffIsTakenUpAtTheByte() throws Exception {
        AtomicInteger count = new AtomicInteger();
        hub.fault("model.safetensors", exchange -> {
            boolean first = count.getAndIncrement() == 0;
            if (first) {
                FakeHub.send(exchange, WEIGHTS, 1_000_000);
            }
            return first;
        });
        fetch(hub.order(root));
        assertThat(weights()).hasBinaryContent(WEIGHTS);
        assertThat(hub.asked()).extracting(FakeHub.Asked::range).contains("bytes=1000000-2999999");
    }

    @Test
    void silenceIsAnswered() throws Exception {
        AtomicInteger count = new AtomicInteger();
        hub.fault("model.safetensors", exchange -> {
            boolean first = count.getAndIncrement() == 0;
            if (first) {
                FakeHub.send(exchange, WEIGHTS, 2_000_000);
                hub.stall();
            }
            return first;
        });
        fetch(hub.order(root), new Tally(), Map.of("HF_HUB_DOWNLOAD_TIMEOUT", "1"));
        assertThat(weights()).hasBinaryContent(WEIGHTS);
        assertThat(hub.asked()).extracting(FakeHub.Asked::range).contains("bytes=2000000-2999999");
    }

    @Test
    void anEmptyAnswerIsATryThatFailed() throws Exception {
        Tally tally = new Tally();
        List<String> notes = new CopyOnWriteArrayList<>();
        hub.fault("model.safetensors", exchange -> {
            notes.add(tally.beat(hub.order(root)).note());
            boolean first = notes.size() == 1;
            if (first) {
                exchange.getResponseHeaders().set("Content-Range", "bytes 0-2999999/3000000");
                exchange.sendResponseHeaders(206, -1);
            }
            return first;
        });
        fetch(hub.order(root), tally, Map.of());
        assertThat(weights()).hasBinaryContent(WEIGHTS);
        assertThat(notes.getLast())
                .isEqualTo("The hub sends nothing when asked for the rest of model.safetensors; what has come is kept."
                        + " Try again later, or report it to whoever runs that hub. Trying again.");
    }

    @Test
    void aWholePartialFileIsCheckedAndNotFetchedAgain() throws Exception {
        Path blobs = Files.createDirectories(root.resolve("models--acme--tiny/blobs"));
        Files.write(blobs.resolve(FakeHub.name(WEIGHTS, true) + ".blackfish.incomplete"), WEIGHTS);
        fetch(hub.order(root));
        assertThat(hub.asked()).noneMatch(asked -> asked.path().endsWith("model.safetensors"));
        assertThat(weights()).hasBinaryContent(WEIGHTS);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 503})
    void whatMayPassIsTriedAgain(int status) throws Exception {
        AtomicInteger count = new AtomicInteger();
        hub.fault("config.json", exchange -> {
            boolean first = count.getAndIncrement() == 0;
            if (first) {
                exchange.sendResponseHeaders(status, -1);
            }
            return first;
        });
        fetch(hub.order(root));
        assertThat(root.resolve("models--acme--tiny/refs/main")).exists();
    }

    @Test
    void aHubWithoutRangesSendsTheWholeFileOnce() throws Exception {
        byte[] large = bytes(40 << 20);
        hub.with("large.safetensors", large).fault("large.safetensors", exchange -> {
            exchange.sendResponseHeaders(200, large.length);
            exchange.getResponseBody().write(large);
            return true;
        });
        fetch(hub.order(root));
        assertThat(snapshot().resolve("large.safetensors")).hasBinaryContent(large);
    }

    @Test
    void aLargeFileComesInParts() throws Exception {
        byte[] large = bytes(70 << 20);
        hub.with("large.safetensors", large);
        fetch(hub.order(root));
        assertThat(hub.asked())
                .filteredOn(asked -> asked.path().endsWith("large.safetensors"))
                .hasSize(3);
        assertThat(snapshot().resolve("large.safetensors")).hasBinaryContent(large);
    }

    @ParameterizedTest
    @ValueSource(strings = {"config.json", "model.safetensors"})
    void wrongBytesAreFetchedOnceMore(String name) throws Exception {
        AtomicInteger count = new AtomicInteger();
        hub.fault(name, exchange -> {
            boolean first = count.getAndIncrement() == 0;
            if (first) {
                byte[] wrong = (name.startsWith("c") ? CONFIG : WEIGHTS).clone();
                wrong[wrong.length / 2] ^= 1;
                FakeHub.send(exchange, wrong, wrong.length);
            }
            return first;
        });
        fetch(hub.order(root));
        assertThat(weights()).hasBinaryContent(WEIGHTS);
        assertThat(snapshot().resolve("config.json")).hasBinaryContent(CONFIG);
    }

    @ParameterizedTest
    @ValueSource(strings = {"config.json", "model.safetensors"})
    void bytesThatStayWrongAreNeverKept(String name) throws Exception {
        hub.fault(name, exchange -> {
            byte[] wrong = (name.startsWith("c") ? CONFIG : WEIGHTS).clone();
            wrong[0] ^= 1;
            FakeHub.send(exchange, wrong, wrong.length);
            return true;
        });
        String etag = name.startsWith("c") ? FakeHub.name(CONFIG, false) : FakeHub.name(WEIGHTS, true);
        assertThatThrownBy(() -> fetch(hub.order(root)))
                .hasMessage(
                        "What the hub sends as " + name + " does not have the checksum that it lists ("
                                + etag.substring(0, 12)
                                + "…), twice; nothing of that is kept. Try again later, or report it to whoever runs that hub.");
        assertThat(names(root.resolve("models--acme--tiny/blobs"))).noneMatch(blob -> blob.startsWith(etag));
        assertThat(snapshot()).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "config.json, 5, 28 bytes and sends 23",
        "config.json, -5, 18 bytes and sends more",
        "model.safetensors, 5, 3000005 bytes and sends 3000000",
        "model.safetensors, -5, 2999995 bytes and sends 3000000"
    })
    void aLieAboutTheSizeIsTold(String name, long more, String told) {
        hub.lie(name, more);
        assertThatThrownBy(() -> fetch(hub.order(root)))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("The hub lists " + name + " with " + told);
        assertThat(snapshot()).doesNotExist();
    }

    @Test
    void theTokenGoesToTheHubAlone() throws Exception {
        try (FakeHub other = new FakeHub().with("model.safetensors", WEIGHTS)) {
            hub.fault("model.safetensors", exchange -> {
                redirect(exchange, other.address() + exchange.getRequestURI().getPath());
                return true;
            });
            fetch(hub.order(root), "hf_secret", "");
            assertThat(hub.asked()).extracting(FakeHub.Asked::token).containsOnly("Bearer hf_secret");
            assertThat(other.asked()).extracting(FakeHub.Asked::token).containsOnly("null");
            assertThat(weights()).hasBinaryContent(WEIGHTS);
        }
    }

    @Test
    void aBranchWithASlashIsNamed() throws Exception {
        Order main = hub.order(root);
        Order order = new Order(
                main.repo(),
                main.commit(),
                "refs/pr/1",
                root,
                main.endpoint(),
                false,
                0,
                main.id(),
                "test",
                main.pieces());
        fetch(order);
        assertThat(root.resolve("models--acme--tiny/refs/refs/pr/1")).hasContent(FakeHub.COMMIT);
    }

    @Test
    void aSharedFolderKeepsItsRights() throws Exception {
        Path shared = root.resolve("models");
        Files.createDirectory(shared);
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxr-x"));
        fetch(hub.order(shared, true, 0), "", "{}");
        try (Stream<Path> all = Files.walk(shared.resolve("models--acme--tiny"))) {
            for (Path path : all.filter(path -> !Files.isSymbolicLink(path)).toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                        .as(path.toString())
                        .isEqualTo(Files.isDirectory(path) ? "rwxrwxr-x" : "rw-rw-r--");
            }
        }
    }

    @Test
    void aLinkThatLeadsOutOfTheCacheIsNotFollowed() throws Exception {
        Path elsewhere = Files.createDirectory(root.resolve("elsewhere"));
        Path cache = Files.createDirectory(root.resolve("cache"));
        Files.createSymbolicLink(cache.resolve("models--acme--tiny"), elsewhere);
        assertThatThrownBy(() -> fetch(hub.order(cache)))
                .hasMessage(cache.resolve("models--acme--tiny")
                        + " is a link and leads out of the cache; remove it and try again.");
        assertThat(names(elsewhere)).isEmpty();
    }

    @Test
    void whoeverHoldsTheLockIsWaitedForAndItsFileTaken() throws Exception {
        String etag = FakeHub.name(WEIGHTS, true);
        Path lock = Files.createDirectories(root.resolve(".locks/models--acme--tiny"))
                .resolve(etag + ".lock");
        Tally tally = new Tally();
        Thread running;
        try (HeldLock theirs = HeldLock.take(lock)) {
            assertThat(theirs.state()).isEqualTo(HeldLock.State.HELD);
            running = Thread.ofVirtual().start(() -> {
                try {
                    fetch(hub.order(root), tally, Map.of());
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            Wait.until(() -> tally.beat(hub.order(root)).note().contains("Another program is fetching"));
            Files.write(root.resolve("models--acme--tiny/blobs/" + etag), WEIGHTS);
        }
        running.join();
        assertThat(hub.asked()).noneMatch(asked -> asked.path().endsWith("model.safetensors"));
        assertThat(weights()).hasBinaryContent(WEIGHTS);
    }

    @Test
    void aBlobInTheStoreOfSeveralRepositoriesIsTaken() throws Exception {
        Path store = Files.createDirectories(root.resolve("blobs/ab")).resolve("abc");
        Files.write(store, WEIGHTS);
        Path blobs = Files.createDirectories(root.resolve("models--acme--tiny/blobs"));
        Files.createSymbolicLink(blobs.resolve(FakeHub.name(WEIGHTS, true)), Path.of("../../blobs/ab/abc"));
        fetch(hub.order(root));
        assertThat(hub.asked()).noneMatch(asked -> asked.path().endsWith("model.safetensors"));
        assertThat(weights()).hasBinaryContent(WEIGHTS);
    }

    @Test
    void whatAnotherAccountLeftHalfIsNotInTheWay() throws Exception {
        Path blobs = Files.createDirectories(root.resolve("models--acme--tiny/blobs"));
        Path left = Files.write(blobs.resolve(FakeHub.name(WEIGHTS, true) + ".blackfish.incomplete"), new byte[5]);
        Files.setPosixFilePermissions(left, PosixFilePermissions.fromString("r--r--r--"));
        Path locks = Files.createDirectories(root.resolve(".locks/models--acme--tiny"));
        Files.setPosixFilePermissions(locks, PosixFilePermissions.fromString("r-xr-xr-x"));
        fetch(hub.order(root));
        assertThat(weights()).hasBinaryContent(WEIGHTS);
    }

    @Test
    void aBlobThatLeadsNowhereIsFetched() throws Exception {
        Path blobs = Files.createDirectories(root.resolve("models--acme--tiny/blobs"));
        Files.createSymbolicLink(blobs.resolve(FakeHub.name(WEIGHTS, true)), Path.of("../../blobs/ab/gone"));
        fetch(hub.order(root));
        assertThat(weights()).hasBinaryContent(WEIGHTS);
    }

    @Test
    void twoAtOnceOnOneRepositoryLeaveItWhole() throws Exception {
        Thread other = Thread.ofVirtual().start(() -> {
            try {
                fetch(hub.another(root));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        fetch(hub.order(root));
        other.join();
        assertThat(weights()).hasBinaryContent(WEIGHTS);
        assertThat(names(root.resolve("models--acme--tiny/blobs")))
                .hasSize(3)
                .noneMatch(name -> name.contains("incomplete"));
    }

    private Path snapshot() {
        return root.resolve("models--acme--tiny/snapshots").resolve(FakeHub.COMMIT);
    }

    private Path weights() {
        return snapshot().resolve("model.safetensors");
    }

    private Tally fetch(Order order) throws Exception {
        return fetch(order, "", "");
    }

    private static Tally fetch(Order order, String token, String listing) throws Exception {
        Tally tally = new Tally();
        try (Web web = new Web(new Site(order.endpoint(), token, order.agent()), Map.of())) {
            new Transfer(order, FakeHub.repository(order), web, tally).run(listing);
        }
        return tally;
    }

    private static void fetch(Order order, Tally tally, Map<String, String> environment) throws Exception {
        try (Web web = new Web(new Site(order.endpoint(), "", order.agent()), environment)) {
            new Transfer(order, FakeHub.repository(order), web, tally).run("");
        }
    }

    static void redirect(HttpExchange exchange, String to) throws IOException {
        exchange.getResponseHeaders().set("Location", URI.create(to).toString());
        exchange.sendResponseHeaders(302, -1);
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> String.valueOf(entry.getFileName())).toList();
        }
    }

    static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return Arrays.copyOf(bytes, count);
    }
}
