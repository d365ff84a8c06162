package org.blackfish.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Everything that can be set from outside, checked; the names and defaults are in {@code docs/guide/settings.md}.
 *
 * @param homeDirectory {@code BLACKFISH_HOME_DIR}: our own data, default {@code ~/.blackfish}
 * @param runDirectory {@code BLACKFISH_RUN_DIR}: sockets, on a local disk, 0700
 * @param defaultCacheDirectory {@code BLACKFISH_DEFAULT_CACHE_DIR}: {@code cache_dir} of the profile made at the first
 *     start, default the home directory
 * @param basePath {@code BLACKFISH_BASE_PATH}: context root, empty or {@code /node/host/port}
 * @param port {@code BLACKFISH_PORT}: the one TCP port, as the launcher gave it to the server
 * @param gracePeriod {@code BLACKFISH_GRACE_PERIOD}: from a job's start to "still loading" (600 s)
 * @param commandDeadline {@code BLACKFISH_COMMAND_DEADLINE}: longest wait for any Slurm command (60 s)
 * @param submitWait {@code BLACKFISH_SUBMIT_WAIT}: longest wait of a request for {@code sbatch} (20 s)
 * @param postgresql {@code BLACKFISH_POSTGRESQL_DIR}: PostgreSQL's unpacked programs, as the launcher found them in the
 *     release; empty to unpack them into the home directory
 * @param externalDatabase {@code BLACKFISH_DATABASE_URL}: PostgreSQL kept by somebody else; empty for the one inside
 * @param hubCache {@code BLACKFISH_HF_CACHE}: a folder of Hugging Face's own programs that models are read from too,
 *     {@code on} for the one they use; default none
 * @param hubPlaces what Hugging Face's own programs keep on this machine, tokens among it ({@link HubFolders#all})
 * @param maxBodyBytes {@code BLACKFISH_MAX_BODY_SIZE}: largest body of a request to our own API (10,000,000)
 */
public record Settings(
        Path homeDirectory,
        Path runDirectory,
        Path defaultCacheDirectory,
        String basePath,
        int port,
        Duration gracePeriod,
        Duration commandDeadline,
        Duration submitWait,
        long maxBodyBytes,
        Optional<Path> postgresql,
        Optional<ExternalDatabase> externalDatabase,
        Optional<Path> hubCache,
        List<Path> hubPlaces,
        LeaseTimes lease,
        Polling polling,
        Images images,
        Transfers transfers,
        Portal portal) {

    /** Reads the environment and {@code $BLACKFISH_HOME_DIR/settings.properties}; the environment wins. */
    public static Settings read(Map<String, String> environment) {
        Map<String, String> names = new HashMap<>();
        Path file = SettingsReader.homeDirectory(environment).resolve("settings.properties");
        if (Files.isRegularFile(file)) {
            Properties properties = new Properties();
            try (var reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException("The settings file " + file + " could not be read.", e);
            }
            properties.stringPropertyNames().forEach(name -> names.put(name, properties.getProperty(name)));
        }
        names.putAll(environment);
        return from(names);
    }

    /** Pure: from names and values; names that do not start with {@code BLACKFISH_} are other people's. */
    public static Settings from(Map<String, String> names) {
        return new SettingsReader(names).settings();
    }

    /** Where the job script and keys of a service or batch job lie on this side. */
    public Path jobs() {
        return homeDirectory.resolve("jobs");
    }

    /** Where generated service keys lie, one 0600 file each. */
    public Path keys() {
        return homeDirectory.resolve("keys");
    }
}
