package org.blackfish.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.blackfish.cluster.Schedulers;
import org.blackfish.cluster.SlurmMeter;
import org.blackfish.profile.LocalProfile;
import org.blackfish.profile.Profile;
import org.blackfish.profile.SharedLocks;
import org.blackfish.settings.Settings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Pulls by the real script, with an invented container program. */
abstract class PullsFixture {
    static final ImageRef IMAGE = ImageRef.parse("127.0.0.1:5000/lab/engine:2");
    static final String FILE = "engine_2.sif";

    @TempDir
    Path temporary;

    final List<ImageChanged> told = new CopyOnWriteArrayList<>();
    final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
    final InstantSource clock = () -> Instant.now().plus(ahead.get());
    Path programs;
    Path images;

    @BeforeEach
    void furnish() throws IOException {
        programs = Files.createDirectories(temporary.resolve("bin"));
        images = temporary.resolve("cache/images");
        Files.createDirectories(temporary.resolve("cache"));
        Path program =
                Files.copy(Path.of("src/test/resources/image/invented-apptainer"), programs.resolve("apptainer"));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        behave("ok");
    }

    void behave(String how) throws IOException {
        Files.writeString(programs.resolve("behave"), how);
    }

    Profile profile() {
        return new LocalProfile("p", temporary.resolve("home"), temporary.resolve("cache"), true);
    }

    Pulls pulls() {
        return pulls(new ProgramHosts(programs));
    }

    Pulls pulls(ProgramHosts hosts) {
        Settings settings = Settings.from(
                Map.of("BLACKFISH_HOME_DIR", temporary.resolve("home").toString()));
        Schedulers none = new Schedulers(
                profile -> {
                    throw new AssertionError("no Slurm here");
                },
                new SlurmMeter());
        return new Pulls(
                settings,
                hosts,
                none,
                new SharedLocks(hosts),
                new PinnedImages(settings, hosts),
                clock.withZone(ZoneOffset.UTC),
                Duration.ofSeconds(60),
                told::add);
    }

    static PullOrder order(boolean replace) {
        return new PullOrder(IMAGE, Optional.empty(), ImagePlace.CACHE, PullSite.HEAD_NODE, Optional.empty(), replace);
    }

    Pull await(Pulls pulls, Predicate<Pull> condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(120).toNanos();
        Pull pull = pulls.get(profile(), ImagePlace.CACHE, FILE);
        while (!condition.test(pull)) {
            assertThat(System.nanoTime()).as("still " + pull).isLessThan(deadline);
            java.util.concurrent.locks.LockSupport.parkNanos(100_000_000);
            pull = pulls.get(profile(), ImagePlace.CACHE, FILE);
        }
        return pull;
    }

    Pull awaitEnd(Pulls pulls) {
        return await(pulls, pull -> !pull.isLive());
    }

    List<String> left() throws IOException {
        try (var paths = Files.list(images)) {
            return paths.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    /** Kills the script alone, as an out-of-memory killer does, and lets the time go by after which that is noticed. */
    void kill(Pulls watching) {
        runningScripts().forEach(script -> {
            script.destroyForcibly();
            script.onExit().join();
        });
        watching.get(profile(), ImagePlace.CACHE, FILE);
        ahead.set(Duration.ofSeconds(90));
    }

    List<ProcessHandle> runningScripts() {
        return ProcessHandle.allProcesses()
                .filter(process ->
                        process.info().commandLine().orElse("").contains(images + "/.pulling/" + FILE + "/pull.sh"))
                .toList();
    }

    Path folder() {
        return images.resolve(".pulling").resolve(FILE);
    }

    /** Where the pull that goes on unpacks, as it noted it. */
    Path work() throws IOException {
        try (var files = Files.list(folder())) {
            Path note = files.filter(file -> file.getFileName().toString().startsWith("work."))
                    .findFirst()
                    .orElseThrow();
            return Path.of(Files.readString(note).strip().split(" ", 2)[1]);
        }
    }

    void program(Path place, String name, String script) throws IOException {
        Path program = Files.writeString(place.resolve(name), script);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
