package org.blackfish.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.blackfish.cluster.Schedulers;
import org.blackfish.cluster.SlurmMeter;
import org.blackfish.image.Images;
import org.blackfish.image.PinnedImages;
import org.blackfish.model.Models;
import org.blackfish.profile.Hosts;
import org.blackfish.profile.ProfileFolders;
import org.blackfish.profile.Profiles;
import org.blackfish.settings.Settings;
import org.blackfish.tier.Tiers;

/** Everything of this package put together in a folder of the test: real files, a fake cluster, no database. */
final class TestWorld {
    final Path home;
    final Path cache;
    final Settings settings;
    final FakeCluster cluster;
    final List<ServiceChanged> news = new CopyOnWriteArrayList<>();
    final List<SlurmLooked> looks = new CopyOnWriteArrayList<>();
    final List<UUID> removed = new CopyOnWriteArrayList<>();
    final List<Consumer<ServiceChanged>> observers = new CopyOnWriteArrayList<>(List.of(news::add));
    private final List<Consumer<ServiceRemoved>> mourners = new CopyOnWriteArrayList<>();
    final MemoryServices services = new MemoryServices();
    final Endpoints endpoints;
    final TestTicker ticker;
    final Hosts hosts = new Hosts();
    final Watchers watchers;
    final ServiceKeys keys;
    final JobFolders folders;
    final Schedulers schedulers;
    final Planner planner;
    final ServiceLog log;
    final ServiceLife life;
    final ServiceDoor door;
    final KnownServices known;
    private final AtomicLong beats = new AtomicLong();
    private final Clock clock;
    private final News told;

    TestWorld(Path folder, Clock clock) {
        this(folder, clock, Map.of());
    }

    TestWorld(Path folder, Clock clock, Map<String, String> names) {
        home = folder.resolve("home");
        cache = folder.resolve("cache");
        this.clock = clock;
        Map<String, String> all = new TreeMap<>(Map.of("BLACKFISH_HOME_DIR", home.toString()));
        all.putAll(names);
        settings = Settings.from(all);
        told = new News(event -> observers.forEach(observer -> observer.accept(event)), this::gone, looks::add);
        cluster = new FakeCluster(clock::instant);
        watchers = new Watchers(clock);
        keys = new ServiceKeys(settings);
        folders = new JobFolders(settings, hosts);
        ticker = new TestTicker(clock);
        endpoints = new Endpoints(folders, ticker);
        schedulers = new Schedulers(profile -> cluster, new SlurmMeter());
        planner = new Planner(
                new PinnedImages(settings, hosts),
                new Profiles(settings),
                new ProfileFolders(hosts),
                hosts,
                new Models(hosts, java.time.Clock.systemUTC(), settings),
                new Images(settings, hosts),
                new Tiers(hosts, settings));
        log = new ServiceLog(services, keys, folders);
        known = new KnownServices(services, keys);
        life = new ServiceLife(services, keys, folders, watchers, told, clock);
        door = new ServiceDoor(services, known, endpoints, hosts, clock);
        observers.add(known::changed);
        mourners.add(known::removed);
        furnish();
    }

    private void gone(ServiceRemoved event) {
        removed.add(event.id());
        mourners.forEach(mourner -> mourner.accept(event));
    }

    private void furnish() {
        write(
                home.resolve("profiles.cfg"),
                "[default]\nschema = slurm\nhost = localhost\nuser = ada\nhome_dir = " + home + "\ncache_dir = " + cache
                        + "\ndefault = true\n");
        write(cache.resolve("models/tiny.gguf"), "GGUF");
        write(cache.resolve("models/models--org--big/refs/main"), "a".repeat(40));
        write(cache.resolve("models/models--org--big/snapshots/" + "a".repeat(40) + "/model.safetensors"), "weights");
        write(cache.resolve("images/llama.cpp_server-b11549.sif"), "SIF");
        write(cache.resolve("images/vllm-openai_v0.26.0.sif"), "SIF");
    }

    static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The launch steps of one life of the program; a second one knows nothing of the first. */
    Launching launching() {
        return new Launching(settings, services, keys, folders, schedulers, told, clock);
    }

    Launcher launcher(Launching launching) {
        return new Launcher(settings, services, planner, launching, schedulers, watchers);
    }

    Followers followers(Launching launching) {
        Outcomes outcomes = new Outcomes(services, log, folders, endpoints, told, clock);
        return new Followers(
                settings, services, launching, outcomes, folders, keys, endpoints, schedulers, hosts, ticker, clock);
    }

    Remains remains(Launching launching) {
        return new Remains(services, keys, folders, launching, new Profiles(settings), clock);
    }

    Reconciler reconciler(Launching launching) {
        Reconciler made = new Reconciler(
                settings, services, followers(launching), schedulers, watchers, remains(launching), told, clock);
        observers.add(made::changed);
        mourners.add(made::removed);
        return made;
    }

    Orphans orphans(Reconciler reconciler, Launching launching) {
        return new Orphans(reconciler, remains(launching), services, folders, keys, launching, schedulers);
    }

    /** What the watcher of the service's job writes; each time with a higher beat. */
    void says(Service service, String phase, int port) {
        Path file = service.workDirectory().resolve("endpoint.json");
        Path fresh = file.resolveSibling(".endpoint.json.new");
        write(
                fresh,
                "{\"job_id\":\"101\",\"attempt\":0,\"host\":\"localhost\",\"port\":" + port + ",\"phase\":\"" + phase
                        + "\",\"pid\":4711,\"beat\":" + beats.incrementAndGet()
                        + ",\"time\":\"2026-11-22T12:00:00Z\"}\n");
        try {
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static Specification anySpecification() {
        return new Specification(
                "any",
                "text_generation",
                "x:1",
                "org/x",
                null,
                "default",
                "localhost",
                "ada",
                Path.of("/home"),
                Path.of("/cache"),
                8080,
                new Resources(1, 1, 0, Duration.ofMinutes(30), null, null, null, null, null),
                "vllm",
                Duration.ofMinutes(10),
                EngineOptions.NONE,
                null,
                Path.of("/cache/images/x_1.sif"),
                null,
                "fingerprint");
    }
}
