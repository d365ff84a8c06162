package org.blackfish.profile;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.blackfish.problem.InvalidInput;
import org.blackfish.problem.ProblemException;
import org.blackfish.problem.WrongState;
import org.blackfish.settings.Settings;
import org.blackfish.transport.Host;
import org.blackfish.transport.LocalHost;

/**
 * Changes {@code profiles.cfg}, one at a time and by rename; comments, other sections and keys that nobody knows stay. The
 * Python Blackfish takes no lock, so what it writes at the same moment wins or loses whole.
 */
@ApplicationScoped
public class ProfileDesk {
    private static final System.Logger LOG = System.getLogger("org.blackfish.profile");

    private final Lock turn = new ReentrantLock();
    private final ConfigFile file;
    private final Profiles profiles;
    private final ProfileFolders folders;
    private final Consumer<ProfileRenamed> renames;
    private final RenameNote note;

    @Inject
    ProfileDesk(Settings settings, Profiles profiles, ProfileFolders folders, Event<ProfileRenamed> renames) {
        this(settings, profiles, folders, (Consumer<ProfileRenamed>) renames::fire);
    }

    ProfileDesk(Settings settings, Profiles profiles, ProfileFolders folders, Consumer<ProfileRenamed> renames) {
        Host here = new LocalHost();
        this.file = new ConfigFile(here, settings.homeDirectory().resolve("profiles.cfg"));
        this.profiles = profiles;
        this.folders = folders;
        this.renames = renames;
        this.note = new RenameNote(here, settings.homeDirectory());
    }

    /** The first profile of all becomes the default one. {@link WrongState} when the name is taken. */
    public Profile add(ProfileOrder order) {
        return inTurn(() -> {
            SlurmProfile profile = order.profile(profiles.all().isEmpty());
            refuseTaken(profile.name());
            provision(profile);
            change(text -> text.append(Sections.text(profile)));
            return profiles.get(profile.name());
        });
    }

    /** Changes what differs; whether it is the default one stays. */
    public Profile update(String name, ProfileOrder order) {
        return inTurn(() -> {
            Profile before = profiles.get(name);
            SlurmProfile after = order.profile(before.isDefault());
            if (!after.name().equals(name)) {
                throw new InvalidInput(
                        "name",
                        "The name \"" + after.name() + "\" is not \"" + name + "\"; rename the profile with PUT"
                                + " /api/profiles/" + name + "/rename.");
            }
            if (!after.equals(before)) {
                provision(after);
                change(text -> written(text, before, after));
            }
            return profiles.get(name);
        });
    }

    /** Files and services that it has stay. {@code force} is needed for the default one; one with a problem goes as well. */
    public void remove(String name, boolean force) {
        inTurn(() -> {
            if (!profiles.isMeantAsProfile(name)) {
                profiles.get(name);
            }
            if (!force && profiles.isDefault(name)) {
                throw new WrongState(
                        "profile " + name,
                        "the default",
                        "another default",
                        "The profile \"" + name + "\" is the default one; make another the default first, or add"
                                + " force=true.");
            }
            change(text -> text.without(name));
            return name;
        });
    }

    /** Takes the mark from all others. */
    public Profile makeDefault(String name) {
        return inTurn(() -> {
            profiles.get(name);
            List<Profile> others = profiles.all().stream()
                    .filter(profile -> profile.isDefault() && !profile.name().equals(name))
                    .toList();
            change(text -> {
                IniText changed = text.with(name, "default", "true");
                for (Profile other : others) {
                    changed = changed.with(other.name(), "default", "false");
                }
                return changed;
            });
            return profiles.get(name);
        });
    }

    /** At the start: rows take the name that the file has, where a failure or a KILL has cut a rename in two. */
    public void settle() {
        turn.lock();
        try {
            settleInTurn();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "A rename that broke off waits for the next start or change", e);
        } finally {
            turn.unlock();
        }
    }

    private void settleInTurn() {
        note.find().ifPresent(cut -> {
            boolean renamed = profiles.has(cut.to());
            if (renamed != profiles.has(cut.from())) {
                renames.accept(renamed ? cut : new ProfileRenamed(cut.to(), cut.from()));
            }
            note.clear();
        });
    }

    /**
     * Rows that bear the old name follow; if they cannot, the file has the old name again, and those that had followed
     * come back at the next start or change.
     */
    public Profile rename(String name, String wanted) {
        return inTurn(() -> {
            profiles.get(name);
            Map<String, String> wrong = new LinkedHashMap<>();
            ProfileOrder.checkName("new_name", wanted, wrong);
            if (wanted.equals(name)) {
                wrong.put("new_name", "The profile is called \"" + name + "\" already.");
            }
            if (!wrong.isEmpty()) {
                throw new InvalidInput(wrong);
            }
            refuseTaken(wanted);
            follow(new ProfileRenamed(name, wanted));
            return profiles.get(wanted);
        });
    }

    private void follow(ProfileRenamed rename) {
        note.write(rename);
        try {
            change(text -> text.renamed(rename.from(), rename.to()));
        } catch (RuntimeException e) {
            note.clear();
            throw e;
        }
        try {
            renames.accept(rename);
        } catch (RuntimeException e) {
            change(text -> text.renamed(rename.to(), rename.from()));
            throw e;
        }
        note.clear();
    }

    private static IniText written(IniText text, Profile before, SlurmProfile after) {
        String name = after.name();
        IniText changed = text.without(name, Set.of("type")).with(name, "schema", "slurm");
        if (!(before instanceof SlurmProfile slurm) || !slurm.host().equals(after.host())) {
            changed = changed.with(name, "host", after.host());
        }
        if (!(before instanceof SlurmProfile slurm) || !slurm.user().equals(after.user())) {
            changed = changed.with(name, "user", after.user());
        }
        if (!before.homeDirectory().equals(after.homeDirectory())) {
            changed = changed.with(name, "home_dir", after.homeDirectory().toString());
        }
        if (!before.cacheDirectory().equals(after.cacheDirectory())) {
            changed = changed.with(name, "cache_dir", after.cacheDirectory().toString());
        }
        return changed;
    }

    private void refuseTaken(String name) {
        if (profiles.has(name)) {
            throw new WrongState(
                    "profile " + name,
                    "there",
                    "a free name",
                    "There is a profile \"" + name + "\" already; change it with PUT /api/profiles/" + name
                            + ", or choose another name.");
        }
    }

    /** What is wrong with a folder is told as a wrong field. */
    private void provision(Profile profile) {
        check("home_dir", () -> folders.ensureHome(profile));
        check("cache_dir", () -> folders.requireCache(profile));
    }

    private static void check(String field, Runnable check) {
        try {
            check.run();
        } catch (ProblemException e) {
            throw new InvalidInput(field, String.valueOf(e.getMessage()));
        }
    }

    private void change(UnaryOperator<IniText> change) {
        String text = change.apply(IniText.of(text())).toString();
        // Nothing is put in the place of a file that could not be read again.
        IniFile.parse(file.path().toString(), text);
        file.write(text);
        profiles.forget();
    }

    private String text() {
        String text = file.textToChange();
        IniFile.parse(file.path().toString(), text);
        return text;
    }

    /** A rename that broke off is settled first: after another change the file may no longer say which name won. */
    private <T> T inTurn(Supplier<T> work) {
        turn.lock();
        try {
            settleInTurn();
            return work.get();
        } finally {
            turn.unlock();
        }
    }
}
