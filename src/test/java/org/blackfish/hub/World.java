package org.blackfish.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.blackfish.cluster.Schedulers;
import org.blackfish.fetch.Wait;
import org.blackfish.profile.Hosts;
import org.blackfish.profile.Profile;
import org.blackfish.profile.Profiles;
import org.blackfish.settings.Settings;

/** Downloads over the real program, Slurm where there is one, and a hub at some address; rows in memory. */
final class World {
    private final MemoryDownloads records = new MemoryDownloads();
    private final Path home;
    private final Profiles profiles;
    private final Downloads downloads;

    World(Path home, String hub) throws IOException {
        this.home = home;
        Files.createDirectories(home.resolve("cache"));
        Files.writeString(home.resolve("profiles.cfg"), """
                [here]
                schema = slurm
                host = localhost
                user = %s
                home_dir = %s
                cache_dir = %s
                """.formatted(
                        System.getProperty("user.name"), home, home.resolve("cache")));
        Settings settings = Settings.from(Map.of("BLACKFISH_HOME_DIR", home.toString(), "BLACKFISH_POLL_ACTIVE", "2s"));
        this.profiles = new Profiles(settings);
        Map<String, String> environment =
                Map.of("HF_ENDPOINT", hub, "HF_HOME", home.resolve("hf").toString(), "HF_HUB_DOWNLOAD_TIMEOUT", "5");
        this.downloads = new Downloads(
                settings,
                profiles,
                new Hosts(),
                new Schedulers(settings, new Hosts()),
                records,
                new Hub(new HubToken(environment), environment),
                Clock.systemUTC(),
                environment,
                changed -> {});
    }

    Downloads downloads() {
        return downloads;
    }

    Profile profile() {
        return profiles.get("here");
    }

    Path models() {
        return home.resolve("models");
    }

    Download start(String repo, FileChoice files, DownloadSite site) {
        return downloads.start(
                profile(), new DownloadOrder(new RepoId(repo), null, false, files, site, Optional.empty()));
    }

    Download until(UUID id, DownloadStatus status) throws Exception {
        Wait.until(() -> {
            downloads.look();
            Download now = downloads.get(id);
            if (now.status() == DownloadStatus.FAILED && status != DownloadStatus.FAILED) {
                throw new AssertionError(now.sentence());
            }
            return now.status() == status;
        });
        return downloads.get(id);
    }

    /** Kills the program, without a chance to say anything. */
    void kill(Download download) {
        FetchPrograms.kill(home.resolve("downloads").resolve(download.id().toString()));
    }
}
