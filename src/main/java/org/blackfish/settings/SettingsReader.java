package org.blackfish.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.blackfish.problem.InvalidInput;
import org.jspecify.annotations.Nullable;

/** Turns names and values into {@link Settings}, collecting every wrong one before it complains. */
final class SettingsReader {
    private static final Map<String, String> RETIRED = Map.of(
            "BLACKFISH_DEBUG", "Authentication is always on; remove BLACKFISH_DEBUG.",
            "BLACKFISH_AUTH_TOKEN",
                    "A token in the environment can be read by others; remove BLACKFISH_AUTH_TOKEN and use the file"
                            + " auth_token in BLACKFISH_HOME_DIR.",
            "BLACKFISH_STATIC_DIR", "The pages are part of the program; remove BLACKFISH_STATIC_DIR.",
            "BLACKFISH_HOST",
                    "The server listens on 127.0.0.1 unless its launcher says otherwise; remove BLACKFISH_HOST.");

    private final Map<String, String> names;
    private final Map<String, String> wrong = new LinkedHashMap<>();
    private final TreeSet<String> asked = new TreeSet<>();

    SettingsReader(Map<String, String> names) {
        this.names = names;
    }

    static Path homeDirectory(Map<String, String> names) {
        String set = names.get("BLACKFISH_HOME_DIR");
        return set == null || set.isBlank() ? Path.of(System.getProperty("user.home"), ".blackfish") : Path.of(set);
    }

    Settings settings() {
        Path home = homeDirectory();
        Settings settings = new Settings(
                home,
                read("BLACKFISH_RUN_DIR", "an absolute path", defaultRunDirectory(), SettingsReader::absolute),
                read("BLACKFISH_DEFAULT_CACHE_DIR", "an absolute path", home, SettingsReader::absolute),
                read("BLACKFISH_BASE_PATH", "empty or a path such as /node/host/port", "", SettingsReader::basePath),
                read("BLACKFISH_PORT", "a port from 1 to 65535", 8000, SettingsReader::port),
                duration("BLACKFISH_GRACE_PERIOD", 600),
                duration("BLACKFISH_COMMAND_DEADLINE", 60),
                duration("BLACKFISH_SUBMIT_WAIT", 20),
                read("BLACKFISH_MAX_BODY_SIZE", "a number of bytes above 0", 10_000_000L, SettingsReader::positive),
                find("BLACKFISH_POSTGRESQL_DIR", "an absolute path", SettingsReader::absolute),
                externalDatabase(),
                find("BLACKFISH_HF_CACHE", "on or an absolute path", this::hubCache),
                new HubFolders(names).all(),
                leaseTimes(),
                polling(),
                images(),
                transfers(),
                portal());
        checkNames();
        if (!wrong.isEmpty()) {
            throw new InvalidInput(wrong);
        }
        return settings;
    }

    private Path homeDirectory() {
        asked.add("BLACKFISH_HOME_DIR");
        Path home = homeDirectory(names);
        if (!home.isAbsolute()) {
            wrong.put("BLACKFISH_HOME_DIR", "BLACKFISH_HOME_DIR is \"" + home + "\"; give an absolute path.");
        }
        return home;
    }

    private Optional<ExternalDatabase> externalDatabase() {
        Optional<Path> passwordFile =
                find("BLACKFISH_DATABASE_PASSWORD_FILE", "an absolute path", SettingsReader::absolute);
        asked.add("BLACKFISH_DATABASE_URL");
        String url = names.getOrDefault("BLACKFISH_DATABASE_URL", "").strip();
        try {
            return url.isEmpty() ? Optional.empty() : Optional.of(ExternalDatabase.parse(url, passwordFile));
        } catch (InvalidInput e) {
            wrong.putAll(e.fields());
            return Optional.empty();
        }
    }

    private LeaseTimes leaseTimes() {
        LeaseTimes times = new LeaseTimes(
                duration("BLACKFISH_LEASE_BEAT", 10),
                duration("BLACKFISH_LEASE_STOP", 60),
                duration("BLACKFISH_LEASE_TAKE", 90));
        if (!times.isSafe()) {
            wrong.put(
                    "BLACKFISH_LEASE_STOP",
                    "BLACKFISH_LEASE_STOP must be at least three times BLACKFISH_LEASE_BEAT, and BLACKFISH_LEASE_TAKE"
                            + " at least one and a half times BLACKFISH_LEASE_STOP.");
        }
        return times;
    }

    private Polling polling() {
        return new Polling(
                duration("BLACKFISH_POLL_STARTING", 15),
                duration("BLACKFISH_POLL_ACTIVE", 60),
                duration("BLACKFISH_POLL_STEADY", 120),
                duration("BLACKFISH_POLL_SETTLE", 30),
                0.2);
    }

    private Images images() {
        return new Images(
                image("BLACKFISH_TEXT_GENERATION_IMAGE", "vllm/vllm-openai:v0.26.0"),
                image("BLACKFISH_LLAMA_CPP_IMAGE", "ghcr.io/ggml-org/llama.cpp:server-b11549"),
                image(
                        "BLACKFISH_SPEECH_RECOGNITION_IMAGE",
                        "ghcr.io/princeton-ddss/speech-recognition-inference:0.2.1"),
                image("BLACKFISH_TIGERFLOW_ML_IMAGE", "ghcr.io/princeton-ddss/tigerflow-ml:0.2.0"),
                Stream.of("TEXT_GENERATION", "LLAMA_CPP", "SPEECH_RECOGNITION", "TIGERFLOW_ML")
                        .filter(service -> !names.getOrDefault("BLACKFISH_" + service + "_IMAGE", "")
                                .isBlank())
                        .map(service -> service.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toSet()));
    }

    private Transfers transfers() {
        return new Transfers(
                read("BLACKFISH_DOWNLOAD_SITE", "here or slurm", false, word -> switch (word) {
                    case "here" -> false;
                    case "slurm" -> true;
                    default -> null;
                }),
                find(
                        "BLACKFISH_DOWNLOAD_PARTITION",
                        "the name of a partition",
                        word -> word.matches("[\\w.+-]{1,100}") ? word : null),
                read("BLACKFISH_DOWNLOAD_RATE", "a number of bytes a second above 0", 0L, SettingsReader::positive));
    }

    private Portal portal() {
        boolean present = read("BLACKFISH_OOD", "true or false", false, PortalWords::flag);
        return new Portal(
                present,
                read("BLACKFISH_PORTAL_USER", "a user name without spaces", user(), PortalWords::user),
                find(
                        "BLACKFISH_SESSION_ENDS_AT",
                        "a time in whole seconds since 1970, such as 1790000000",
                        PortalWords::moment),
                read(
                        "BLACKFISH_SESSIONS_URL",
                        "a path such as " + Portal.SESSIONS + " or an http(s) address",
                        present ? Portal.SESSIONS : "",
                        PortalWords::address),
                read("BLACKFISH_HEARTBEAT", "a time from 1s to 15s", Duration.ofSeconds(12), PortalWords::heartbeat));
    }

    private void checkNames() {
        for (String name : names.keySet()) {
            if (name.startsWith("BLACKFISH_") && !asked.contains(name)) {
                String retired = RETIRED.get(name);
                wrong.put(
                        name,
                        retired == null
                                ? "There is no setting " + name + "; the settings are " + String.join(", ", asked) + "."
                                : retired);
            }
        }
    }

    private String image(String name, String fallback) {
        return read(
                name,
                "repository:tag",
                fallback,
                value -> value.matches("[^\\s:]+(:\\d+/[^\\s:]+)?:[^\\s:/]+") ? value : null);
    }

    private Duration duration(String name, long fallbackSeconds) {
        return read(name, "a time such as 30, 30s or 5m", Duration.ofSeconds(fallbackSeconds), SettingsReader::time);
    }

    private <T> T read(String name, String wanted, T fallback, Function<String, @Nullable T> parse) {
        return find(name, wanted, parse).orElse(fallback);
    }

    /** Empty when nothing is set, and when what is set is wrong. */
    private <T> Optional<T> find(String name, String wanted, Function<String, @Nullable T> parse) {
        asked.add(name);
        String text = names.get(name);
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        Optional<T> value = Optional.ofNullable(parse.apply(text.strip()));
        if (value.isEmpty()) {
            wrong.put(name, name + " is \"" + text + "\"; give " + wanted + ".");
        }
        return value;
    }

    private Path defaultRunDirectory() {
        String runtime = names.get("XDG_RUNTIME_DIR");
        return runtime == null || runtime.isBlank()
                ? Path.of("/tmp", "blackfish-" + user())
                : Path.of(runtime, "blackfish");
    }

    private static String user() {
        return System.getProperty("user.name");
    }

    private static @Nullable Path absolute(String text) {
        Path path = Path.of(text);
        return path.isAbsolute() ? path : null;
    }

    private @Nullable Path hubCache(String text) {
        return text.equals("on") ? new HubFolders(names).cache() : absolute(text);
    }

    private static @Nullable String basePath(String text) {
        String path = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        return path.isEmpty() || path.matches("(/[A-Za-z0-9._-]+)+") ? path : null;
    }

    private static @Nullable Integer port(String text) {
        return text.matches("\\d{1,5}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= 65535
                ? Integer.valueOf(text)
                : null;
    }

    private static @Nullable Long positive(String text) {
        return text.matches("[1-9]\\d{0,17}") ? Long.valueOf(text) : null;
    }

    static @Nullable Duration time(String text) {
        if (!text.matches("\\d{1,7}(ms|s|m|h)?")) {
            return null;
        }
        long amount = Long.parseLong(text.replaceAll("\\D", ""));
        return switch (text.replaceAll("\\d", "")) {
            case "ms" -> Duration.ofMillis(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofSeconds(amount);
        };
    }
}
