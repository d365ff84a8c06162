package org.blackfish.hub;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.blackfish.cluster.Schedulers;
import org.blackfish.fetch.Fetch;
import org.blackfish.problem.InvalidInput;
import org.blackfish.problem.UnknownItem;
import org.blackfish.problem.WrongState;
import org.blackfish.profile.Hosts;
import org.blackfish.profile.Profile;
import org.blackfish.profile.Profiles;
import org.blackfish.profile.SlurmProfile;
import org.blackfish.settings.Settings;

/**
 * Downloads of models: stored as intents, done by a program that needs no server, looked at here. One that a restart of
 * the server or of the machine broke off goes on at the byte, in the same place.
 */
@ApplicationScoped
public class Downloads {
    private final ReentrantLock starting = new ReentrantLock();
    private final Settings settings;
    private final Profiles profiles;
    private final Hosts hosts;
    private final DownloadRecords records;
    private final Planning planning;
    private final DownloadStart starts;
    private final DownloadCare care;
    private final Hub hub;
    private final Clock clock;

    @Inject
    public Downloads(
            Settings settings,
            Profiles profiles,
            Hosts hosts,
            Schedulers schedulers,
            DownloadRecords records,
            Hub hub,
            Clock clock,
            Event<DownloadChanged> event) {
        this(settings, profiles, hosts, schedulers, records, hub, clock, System.getenv(), event::fire);
    }

    Downloads(
            Settings settings,
            Profiles profiles,
            Hosts hosts,
            Schedulers schedulers,
            DownloadRecords records,
            Hub hub,
            Clock clock,
            Map<String, String> environment,
            Consumer<DownloadChanged> told) {
        this.settings = settings;
        this.profiles = profiles;
        this.hosts = hosts;
        this.records = records;
        this.planning = new Planning(hub, hosts);
        this.starts = new DownloadStart(schedulers, hub, environment);
        this.hub = hub;
        this.clock = clock;
        this.care = new DownloadCare(
                profiles,
                hosts,
                records,
                starts,
                new DownloadView(schedulers, settings.polling().active(), clock),
                clock,
                told);
    }

    /** What a download would fetch, its licence and gate, and whether there is room; asks the hub. */
    public DownloadPlan plan(Profile profile, DownloadOrder order) {
        return planning.plan(profile, order);
    }

    /** Where downloads go through unless a request says otherwise. */
    public DownloadSite usualSite() {
        return settings.transfers().asJobs() ? DownloadSite.SLURM : DownloadSite.HERE;
    }

    /**
     * Starts a download, or joins the one of this commit into this folder that goes on or is paused. Problems: everything
     * {@link Hub} refuses, {@link WrongState} when there is no room.
     */
    public Download start(Profile profile, DownloadOrder order) {
        if (order.site() == DownloadSite.SLURM && !(profile instanceof SlurmProfile)) {
            throw new InvalidInput(
                    "site", "The profile \"" + profile.name() + "\" has no Slurm; download through this machine.");
        }
        DownloadPlan plan = planning.plan(profile, order);
        starting.lock();
        try {
            Optional<DownloadRecord> going = into(plan.root(), order.repo().text())
                    .filter(record -> record.status().isLive() || record.status() == DownloadStatus.PAUSED)
                    .filter(record -> record.commit().equals(plan.model().commit()))
                    .filter(record -> record.files().equals(order.files().word()))
                    .filter(record -> names(record, order))
                    .findFirst();
            if (going.isPresent()) {
                return resume(going.get().id());
            }
            requireRoom(plan);
            return begin(profile, order, plan);
        } finally {
            starting.unlock();
        }
    }

    /** Whether it will let the branch or tag name the commit that this order wants named. */
    private static boolean names(DownloadRecord record, DownloadOrder order) {
        String ref = Planning.ref(order.revision());
        return ref.isEmpty() || ref.equals(Planning.ref(record.revision()));
    }

    private static void requireRoom(DownloadPlan plan) {
        if (plan.obstacle().isPresent()) {
            throw new WrongState(
                    plan.root().toString(),
                    "not ready",
                    "room and permission",
                    plan.obstacle().get());
        }
    }

    private Download begin(Profile profile, DownloadOrder order, DownloadPlan plan) {
        UUID id = UUID.randomUUID();
        Path path = DownloadFolder.of(profile, id.toString());
        DownloadRecord record = new DownloadRecord(id, profile.name(), order, plan, path, clock.instant());
        DownloadFolder folder = new DownloadFolder(hosts.of(profile), path);
        fill(folder, record, plan.files(), plan.whole(), order.useCache());
        records.add(record);
        return care.announce(care.alone(() -> care.again(id)).orElse(record));
    }

    private void fill(
            DownloadFolder folder, DownloadRecord record, List<HubFile> files, boolean whole, boolean shared) {
        Optional<String> partition =
                record.partition().or(() -> settings.transfers().partition());
        folder.fill(
                planning.order(record, files, settings.transfers().rate(), shared),
                whole ? Optional.of(Planning.listing(files)) : Optional.empty(),
                ProgramJar.bytes(),
                new DownloadScript(record.site(), partition, folder.path(), DownloadStart.java()).text());
    }

    /** All that are remembered, the newest first. */
    public List<Download> list() {
        return records.all().stream().map(care::shown).toList();
    }

    /** Whether a download of the repository into that folder of models goes on. */
    public boolean goesOn(Path root, String repo) {
        return into(root, repo).anyMatch(record -> record.status().isLive());
    }

    /** Whether one is paused and will want to find what it has fetched. */
    public boolean isPaused(Path root, String repo) {
        return into(root, repo).anyMatch(record -> record.status() == DownloadStatus.PAUSED);
    }

    private Stream<DownloadRecord> into(Path root, String repo) {
        return records.all().stream()
                .filter(record -> record.root().equals(root) && record.repo().equals(repo));
    }

    /** {@link UnknownItem} when there is none. */
    public Download get(UUID id) {
        return care.shown(record(id));
    }

    /** Stops a download so that it can go on later; nothing happens to one that is paused or over. */
    public Download pause(UUID id) {
        return care.alone(() -> pauseAlone(id));
    }

    private Download pauseAlone(UUID id) {
        DownloadRecord found = record(id);
        DownloadRecord record = found.status().isLive() ? care.heard(found) : found;
        if (!record.status().isLive()) {
            return care.shown(record);
        }
        DownloadFolder folder = care.folder(record);
        if (folder.exists()) {
            folder.stop(Fetch.PAUSE);
        }
        care.unqueue(record, folder);
        return care.moved(id, DownloadStatus.PAUSED, "");
    }

    /** Lets a paused, failed or cancelled download go on where it was; nothing happens to one that runs or is whole. */
    public Download resume(UUID id) {
        return care.alone(() -> resumeAlone(id));
    }

    private Download resumeAlone(UUID id) {
        DownloadRecord record = record(id);
        if (record.status().isLive() || record.status() == DownloadStatus.COMPLETED) {
            return care.shown(record);
        }
        hub.requireOnline();
        Profile profile = profiles.get(record.profile());
        DownloadFolder folder = care.folder(record);
        if (!folder.isFilled()) {
            refill(profile, folder, record);
        }
        folder.forget();
        DownloadRecord asked =
                records.change(id, row -> row.asked(clock.instant())).orElse(record);
        return care.announce(care.again(id).orElse(asked));
    }

    /** The same files of the same commit as before, when its folder was taken away. */
    private void refill(Profile profile, DownloadFolder folder, DownloadRecord record) {
        RepoId repo = new RepoId(record.repo());
        List<HubFile> all = hub.tree(repo, record.commit());
        List<HubFile> files = new FileChoice(record.files()).of(all);
        boolean shared = !record.root().startsWith(profile.homeDirectory());
        fill(folder, record, files, files.size() == all.size(), shared);
    }

    /** Ends a download and takes away what it brought; files that were there before, or that a revision has, stay. */
    public Download cancel(UUID id) {
        return care.alone(() -> cancelAlone(id));
    }

    private Download cancelAlone(UUID id) {
        DownloadRecord found = record(id);
        boolean over = found.status() == DownloadStatus.COMPLETED || found.status() == DownloadStatus.CANCELLED;
        DownloadRecord record = over ? found : care.heard(found);
        if (record.status() == DownloadStatus.COMPLETED) {
            throw new WrongState(
                    "download of " + record.repo(),
                    "completed",
                    "not completed",
                    record.repo() + " is downloaded already; remove the model to free its room.");
        }
        if (record.status() == DownloadStatus.CANCELLED) {
            return care.shown(record);
        }
        return care.cancelled(record);
    }

    /** Takes a download that is over off the list. */
    public void forget(UUID id) {
        care.alone(() -> forgetAlone(id));
    }

    private DownloadRecord forgetAlone(UUID id) {
        DownloadRecord record = record(id);
        if (record.status().isLive()) {
            throw new WrongState(
                    "download of " + record.repo(),
                    record.status().word(),
                    "over",
                    "The download of " + record.repo() + " still goes on; cancel it first.");
        }
        records.remove(id);
        care.left(record);
        return record;
    }

    /** One look at all that is not settled, with what follows from it; whether there is more to look at. */
    boolean look() {
        return care.look();
    }

    /** Sets going what the server's or the machine's end broke off; a program that still runs stays alone. */
    void resumeAll() {
        care.resumeAll();
    }

    /** A profile has another name; what it fetched and fetches bears the new one. */
    void follow(String from, String to) {
        records.all().stream()
                .filter(record -> record.profile().equals(from))
                .forEach(record -> records.change(record.id(), row -> row.followProfile(to)));
    }

    private DownloadRecord record(UUID id) {
        return records.find(id).orElseThrow(() -> DownloadCare.unknown(id));
    }
}
