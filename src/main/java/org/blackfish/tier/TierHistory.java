package org.blackfish.tier;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.blackfish.problem.ProblemException;
import org.blackfish.problem.UnknownItem;
import org.blackfish.profile.SharedFolder;
import org.blackfish.transport.Access;
import org.blackfish.transport.Entry;
import org.blackfish.transport.Host;

/** The versions of one site's tier file, a file each in {@code cache_dir/.blackfish/tiers}, for all its admins. */
final class TierHistory {
    private static final Pattern NAME = Pattern.compile("(\\d{6})\\.json");
    /** A version's text as JSON may be longer than the text. */
    private static final int LONGEST = 4 * SafeYaml.LONGEST;

    private static final int SHOWN = 200;

    private final Host host;
    private final Path cache;

    TierHistory(Host host, Path cache) {
        this.host = host;
        this.cache = cache;
    }

    /** The newest first, at most 200; what cannot be read is left out. */
    List<TierVersion> versions() {
        return numbers()
                .sorted(Comparator.reverseOrder())
                .limit(SHOWN)
                .flatMap(number -> read(number).stream())
                .toList();
    }

    /** {@link UnknownItem} where there is no such version. */
    TierVersion get(int number) {
        return read(number)
                .orElseThrow(() -> new UnknownItem(
                        "version", String.valueOf(number), "The history of the tiers has no version " + number + "."));
    }

    /** Under the next free number; two who write at the same time get one each. */
    void add(String author, String machine, Instant at, String note, String yaml) {
        Path folder = SharedFolder.ensure(host, cache, "tiers");
        int number = numbers().max(Comparator.naturalOrder()).orElse(0);
        byte[] text = Json.createObjectBuilder()
                .add("author", author)
                .add("host", machine)
                .add("at", at.toString())
                .add("note", note)
                .add("yaml", yaml)
                .build()
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        boolean kept = false;
        while (!kept) {
            number++;
            kept = host.create(folder.resolve(name(number)), text, Access.SHARED);
        }
    }

    private Path folder() {
        return cache.resolve(SharedFolder.NAME).resolve("tiers");
    }

    private static String name(int number) {
        return String.format(Locale.ROOT, "%06d.json", number);
    }

    private Stream<Integer> numbers() {
        if (host.find(folder()).isEmpty()) {
            return Stream.empty();
        }
        return host.list(folder()).stream()
                .map(Entry::name)
                .map(NAME::matcher)
                .filter(Matcher::matches)
                .map(name -> Integer.valueOf(name.group(1)));
    }

    private Optional<TierVersion> read(int number) {
        try {
            String text = new String(host.read(folder().resolve(name(number)), 0, LONGEST), StandardCharsets.UTF_8);
            try (var reader = Json.createReader(new StringReader(text))) {
                JsonObject json = reader.readObject();
                return Optional.of(new TierVersion(
                        number,
                        json.getString("author"),
                        json.getString("host"),
                        Instant.parse(json.getString("at")),
                        json.getString("note"),
                        json.getString("yaml")));
            }
        } catch (ProblemException | JsonException | DateTimeException | NullPointerException | ClassCastException e) {
            return Optional.empty();
        }
    }
}
