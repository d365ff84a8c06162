package org.blackfish.profile;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.blackfish.problem.UnknownItem;
import org.blackfish.settings.Settings;
import org.blackfish.transport.Access;
import org.blackfish.transport.Entry;
import org.blackfish.transport.Host;
import org.blackfish.transport.LocalHost;
import org.jspecify.annotations.Nullable;

/** The profiles of {@code $BLACKFISH_HOME_DIR/profiles.cfg}, read again whenever the file's time or size changes. */
@ApplicationScoped
public class Profiles {
    private record Reading(Instant modified, long size, Sections sections) {}

    private final Host here = new LocalHost();
    private final AtomicReference<@Nullable Reading> last = new AtomicReference<>();
    private final Settings settings;
    private final ConfigFile file;

    @Inject
    public Profiles(Settings settings) {
        this.settings = settings;
        this.file = new ConfigFile(here, settings.homeDirectory().resolve("profiles.cfg"));
    }

    /** Every usable profile in file order; empty when there is no file. Sections with a problem are left out. */
    public List<Profile> all() {
        return read().map(reading -> reading.sections().all()).orElse(List.of());
    }

    /** One sentence for every section that is no usable profile, such as one with an unknown schema. */
    public List<String> problems() {
        return read().map(reading -> reading.sections().problems()).orElse(List.of());
    }

    /** The profile of that name; {@link UnknownItem} names those there are. */
    public Profile get(String name) {
        Optional<Reading> reading = read();
        if (reading.isPresent() && reading.get().sections().has(name)) {
            return reading.get().sections().profile(name);
        }
        List<String> known = all().stream().map(Profile::name).toList();
        throw new UnknownItem(
                "profile",
                name,
                "There is no profile \"" + name + "\" in " + file.path() + "; "
                        + (known.isEmpty() ? "it holds none." : "there are: " + String.join(", ", known) + "."));
    }

    /** Whether a section has that name, usable or not. */
    boolean has(String name) {
        return read().map(reading -> reading.sections().has(name)).orElse(false);
    }

    /** Whether a section of that name says what kind of profile it is, be it one that we do not know. */
    boolean isMeantAsProfile(String name) {
        return read().map(reading -> reading.sections().isMeantAsProfile(name)).orElse(false);
    }

    /** Whether it is what {@link #getDefault} answers. */
    boolean isDefault(String name) {
        return !all().isEmpty() && getDefault().name().equals(name);
    }

    /** Reads anew at the next question, also when the clock of the disk has not moved on since. */
    void forget() {
        last.set(null);
    }

    /** The one marked default, else the one called {@code default}, else the first; {@link UnknownItem} if none. */
    public Profile getDefault() {
        List<Profile> all = all();
        return all.stream()
                .filter(Profile::isDefault)
                .findFirst()
                .or(() -> all.stream()
                        .filter(profile -> profile.name().equals("default"))
                        .findFirst())
                .or(() -> all.stream().findFirst())
                .orElseThrow(this::none);
    }

    private UnknownItem none() {
        List<String> problems = problems();
        return new UnknownItem(
                "profile",
                "default",
                problems.isEmpty()
                        ? "There is no profile in " + file.path()
                                + "; restart Blackfish to have one made for this machine, or"
                                + " write a section with schema, host, user, home_dir and cache_dir."
                        : "There is no usable profile in " + file.path() + "; correct it: "
                                + String.join(" ", problems));
    }

    /** At the first start, when the file holds no profile at all: writes {@code default}, Slurm on this machine. */
    public void ensureDefault() {
        Optional<Reading> reading = read();
        if (reading.isPresent() && !reading.get().sections().isEmpty()) {
            return;
        }
        Path home = settings.homeDirectory();
        SlurmProfile profile = new SlurmProfile(
                "default", "localhost", System.getProperty("user.name"), home, settings.defaultCacheDirectory(), true);
        String before = file.textToChange();
        String gap = before.isEmpty() || before.endsWith("\n") ? "" : "\n";
        here.makeFolders(home, Access.PRIVATE);
        file.write(before + gap + Sections.text(profile));
    }

    private Optional<Reading> read() {
        Optional<Entry> entry = file.find();
        if (entry.isEmpty()) {
            return Optional.empty();
        }
        Reading known = last.get();
        Entry now = entry.get();
        if (known != null && known.modified().equals(now.modified()) && known.size() == now.size()) {
            return Optional.of(known);
        }
        String name = file.path().toString();
        Sections sections = new Sections(IniFile.parse(name, file.textToRead()), name);
        Reading fresh = new Reading(now.modified(), now.size(), sections);
        last.set(fresh);
        return Optional.of(fresh);
    }
}
