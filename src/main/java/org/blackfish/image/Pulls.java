package org.blackfish.image;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.blackfish.cluster.Schedulers;
import org.blackfish.problem.AccessRefused;
import org.blackfish.problem.InvalidInput;
import org.blackfish.problem.UnknownItem;
import org.blackfish.problem.WrongState;
import org.blackfish.profile.Hosts;
import org.blackfish.profile.Profile;
import org.blackfish.profile.SharedLock;
import org.blackfish.profile.SharedLocks;
import org.blackfish.profile.SlurmProfile;
import org.blackfish.settings.Settings;
import org.blackfish.transport.Host;

/**
 * Pulls of images, each a script that goes on by itself; all that is known of one lies in its folder, so that every
 * admin's Blackfish sees it and none has to stay alive for it.
 */
@ApplicationScoped
public class Pulls {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int LOOKS = 25;

    private final Map<String, Pull> last = new ConcurrentHashMap<>();
    private final Hosts hosts;
    private final SharedLocks locks;
    private final PullStart starts;
    private final PullView view;
    private final PinnedImages pinned;
    private final Clock clock;
    private final Consumer<ImageChanged> told;
    private final String us = System.getProperty("user.name");

    @Inject
    public Pulls(
            Settings settings,
            Hosts hosts,
            Schedulers schedulers,
            SharedLocks locks,
            PinnedImages pinned,
            Clock clock,
            Event<ImageChanged> event) {
        this(settings, hosts, schedulers, locks, pinned, clock, PATIENCE, event::fire);
    }

    Pulls(
            Settings settings,
            Hosts hosts,
            Schedulers schedulers,
            SharedLocks locks,
            PinnedImages pinned,
            Clock clock,
            Duration patience,
            Consumer<ImageChanged> told) {
        this.hosts = hosts;
        this.locks = locks;
        this.starts = new PullStart(schedulers, System.getenv());
        this.view = new PullView(
                new Silence(patience, clock),
                new PullJobs(schedulers, settings.polling().active(), clock),
                us);
        this.pinned = pinned;
        this.clock = clock;
        this.told = told;
    }

    /** Every pull of both places that goes on or that left something to say. */
    public List<Pull> list(Profile profile) {
        Host host = hosts.of(profile);
        return ImagePlace.of(profile).stream()
                .flatMap(place -> PullFolder.all(host, profile, place).stream())
                .flatMap(folder -> look(profile, folder).stream())
                .toList();
    }

    /** The pull, also one that this server saw end; {@link UnknownItem} when there is none of that file. */
    public Pull get(Profile profile, ImagePlace place, String file) {
        PullFolder folder = folder(profile, place, file);
        return look(profile, folder)
                .or(() -> Optional.ofNullable(last.get(folder.path().toString())))
                .orElseThrow(() -> new UnknownItem(
                        "pull",
                        file,
                        "There is no pull of " + file + " in " + place.word()
                                + "; ask for the list of images to see what is staged."));
    }

    /** Starts a pull, or joins one of the same that goes on already; {@link WrongState} when that is another's. */
    public Pull start(Profile profile, PullOrder order) {
        PullFolder folder = folder(profile, order.place(), order.image().sifName());
        Optional<Pull> going = look(profile, folder).filter(Pull::isLive);
        if (going.isPresent()) {
            return joined(going.get(), order);
        }
        check(profile, order, folder);
        if (order.place() == ImagePlace.HOME) {
            return begin(profile, order, folder);
        }
        SharedLock lock;
        try {
            lock = lock(profile, folder, order);
        } catch (WrongState taken) {
            return joined(awaited(profile, folder, taken), order);
        }
        try {
            return look(profile, folder)
                    .filter(Pull::isLive)
                    .map(theirs -> joined(theirs, order))
                    .orElseGet(() -> begin(profile, order, folder));
        } finally {
            lock.close();
        }
    }

    /** The same once more from the start, with the digest that is pinned by now if one is. */
    public Pull again(Profile profile, ImagePlace place, String file) {
        PullOrder noted = get(profile, place, file).order();
        return start(
                profile,
                pinned.all(profile).stream()
                        .filter(pin -> pin.image().equals(noted.image()))
                        .findFirst()
                        .map(pin -> noted.with(pin.digest().or(noted::digest)))
                        .orElse(noted));
    }

    private SharedLock lock(Profile profile, PullFolder folder, PullOrder order) {
        return locks.take(profile, "pull-" + folder.target().getFileName(), "starting the pull of " + order.image());
    }

    /** Images of other registries, and other digests, have the same file. */
    private static Pull joined(Pull going, PullOrder order) {
        if (going.order().wantsTheSame(order)) {
            return going;
        }
        throw new WrongState(
                order.image().toString(),
                "another pull",
                "no pull",
                going.by() + " is pulling " + going.order().words() + " into " + going.file() + ", which is not "
                        + order.words() + "; wait for its end or cancel it, then pull again.");
    }

    /** Somebody else is just starting it: theirs counts as soon as it shows. */
    private Pull awaited(Profile profile, PullFolder folder, WrongState taken) {
        for (int look = 0; look < LOOKS; look++) {
            Optional<Pull> theirs = look(profile, folder).filter(Pull::isLive);
            if (theirs.isPresent()) {
                return theirs.get();
            }
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
        throw taken;
    }

    private void check(Profile profile, PullOrder order, PullFolder folder) {
        Path images = order.place().images(profile);
        order.place().make(profile, folder.host());
        if (!folder.host().canWrite(images)) {
            throw new AccessRefused(
                    images.toString(),
                    "This account may not write " + images + "; ask its owner, or pull into your own home.");
        }
        if (!order.replace() && folder.host().find(folder.target()).isPresent()) {
            throw new WrongState(
                    order.image().toString(),
                    "staged",
                    "not staged",
                    folder.target() + " is there already; ask for a replacement to pull it again.");
        }
        if (order.site() == PullSite.SLURM && !(profile instanceof SlurmProfile)) {
            throw new InvalidInput(
                    "where", "The profile \"" + profile.name() + "\" has no Slurm; pull on the head node instead.");
        }
        PullStart.requireProgram(folder.host(), order, folder.target());
    }

    private Pull begin(Profile profile, PullOrder order, PullFolder folder) {
        int attempt = folder.look().map(sight -> sight.note().attempt()).orElse(0) + 1;
        return begin(profile, folder, new PullNote(order, us, clock.instant(), attempt, Optional.empty()));
    }

    private Pull begin(Profile profile, PullFolder folder, PullNote note) {
        folder.make();
        folder.forget();
        PullScript script = new PullScript(note, pinned.rules(profile), folder.path(), folder.target());
        try {
            folder.write(PullNote.FILE, note.text());
            folder.write(PullScript.FILE, script.text());
            PullNote started = starts.start(profile, folder, note);
            if (!started.equals(note)) {
                folder.write(PullNote.FILE, started.text());
            }
        } catch (RuntimeException refused) {
            // An earlier try may be what fills the disk.
            PullLeftovers.sweep(folder.host(), folder.path());
            try {
                folder.remove();
            } catch (AccessRefused stays) {
                refused.addSuppressed(stays);
            }
            throw refused;
        }
        return look(profile, folder).orElseThrow();
    }

    /** Stops a pull that goes on, and forgets one that has ended; what it left behind goes with it. */
    public void cancel(Profile profile, ImagePlace place, String file) {
        PullFolder folder = folder(profile, place, file);
        Pull pull = look(profile, folder)
                .orElseThrow(() -> new UnknownItem("pull", file, "There is no pull of " + file + " to cancel."));
        try {
            if (pull.isLive()) {
                // Before the job is stopped, so that its script knows why.
                folder.cancel();
            }
        } finally {
            folder.look().ifPresent(sight -> starts.cancel(profile, sight.note(), us));
        }
        if (!pull.isLive() || pull.phase() == PullPhase.WAITING) {
            PullLeftovers.sweep(folder.host(), folder.path());
            announce(folder, pull.ended(PullPhase.CANCELLED, "The pull was cancelled."));
            folder.remove();
        }
    }

    /** Starts those of ours again that were killed with the machine or the session; each a few times at most. */
    public void resume(Profile profile) {
        Host host = hosts.of(profile);
        for (ImagePlace place : ImagePlace.of(profile)) {
            PullFolder.all(host, profile, place).forEach(folder -> resume(profile, folder, place));
        }
    }

    private void resume(Profile profile, PullFolder folder, ImagePlace place) {
        Optional<Pull> lost = lost(profile, folder);
        if (lost.isEmpty() || place == ImagePlace.HOME) {
            lost.ifPresent(pull -> beginAgain(profile, folder));
            return;
        }
        try (SharedLock lock = lock(profile, folder, lost.get().order())) {
            if (lock.isHeld() && lost(profile, folder).isPresent()) {
                beginAgain(profile, folder);
            }
        } catch (WrongState taken) {
            // Somebody is just starting it.
            return;
        }
    }

    private Optional<Pull> lost(Profile profile, PullFolder folder) {
        return look(profile, folder)
                .filter(pull -> pull.phase() == PullPhase.LOST && pull.by().equals(us) && pull.attempt() < 3);
    }

    private void beginAgain(Profile profile, PullFolder folder) {
        folder.look().ifPresent(sight -> begin(profile, folder, sight.note().again(clock.instant())));
    }

    private Optional<Pull> look(Profile profile, PullFolder folder) {
        Optional<Pull> pull = view.look(profile, folder);
        pull.ifPresent(seen -> announce(folder, seen));
        return pull;
    }

    private void announce(PullFolder folder, Pull pull) {
        Pull before = last.put(folder.path().toString(), pull);
        if (before == null || before.phase() != pull.phase() || before.bytes() != pull.bytes()) {
            told.accept(
                    new ImageChanged(pull.profile(), pull.file(), pull.phase().word(), pull.bytes(), pull.sentence()));
        }
    }

    private PullFolder folder(Profile profile, ImagePlace place, String file) {
        if (!file.matches("[\\w.+-]{1,255}\\.sif") || file.startsWith(".")) {
            throw new InvalidInput(
                    "file", "The name \"" + file.replaceAll("\\p{Cntrl}", "?") + "\" is none of a SIF file.");
        }
        return PullFolder.of(hosts.of(profile), profile, place, file);
    }
}
