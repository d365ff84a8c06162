package org.blackfish.hub;

import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.blackfish.fetch.Beat;
import org.blackfish.problem.ProblemException;
import org.blackfish.problem.UnknownItem;
import org.blackfish.profile.Hosts;
import org.blackfish.profile.Profiles;

/** Looks after downloads that go on: applies what a look at each leads to, and tells of it. */
final class DownloadCare {
    private static final System.Logger LOG = System.getLogger(DownloadCare.class.getName());

    private final ReentrantLock acting = new ReentrantLock();
    /** Those that are cancelled, and whose jobs the cluster would not end. */
    private final Set<UUID> queued = ConcurrentHashMap.newKeySet();

    private final Profiles profiles;
    private final Hosts hosts;
    private final DownloadRecords records;
    private final DownloadStart starts;
    private final DownloadView view;
    private final DownloadClearing clearing;
    private final Clock clock;
    private final Consumer<DownloadChanged> told;

    DownloadCare(
            Profiles profiles,
            Hosts hosts,
            DownloadRecords records,
            DownloadStart starts,
            DownloadView view,
            Clock clock,
            Consumer<DownloadChanged> told) {
        this.profiles = profiles;
        this.hosts = hosts;
        this.records = records;
        this.starts = starts;
        this.view = view;
        this.clearing = new DownloadClearing(profiles, hosts, starts, clock);
        this.clock = clock;
        this.told = told;
    }

    /** One look at everything that is not settled, with what follows from it; whether there is more to look at. */
    boolean look() {
        boolean more = alone(clearing::lookAtUnlisted);
        for (DownloadRecord record : records.all()) {
            try {
                more |= look(record);
            } catch (ProblemException e) {
                // A profile that is gone, a folder that cannot be read now: the others go on.
                more |= record.status().isLive();
            }
        }
        return more;
    }

    private boolean look(DownloadRecord record) {
        return switch (record.status()) {
            case PENDING, DOWNLOADING -> {
                DownloadFolder folder = folder(record);
                DownloadStep step = view.step(profiles.get(record.profile()), record, folder);
                yield alone(() -> take(step, record.id(), folder));
            }
            case PAUSED, CANCELLED -> alone(() -> stopped(record.id()));
            case COMPLETED, FAILED -> false;
        };
    }

    /** It may be done before it hears of the stop; else a cancelled one is to be cleared up. More to look at? */
    private boolean stopped(UUID id) {
        Optional<DownloadRecord> found = records.find(id).map(this::heard);
        if (found.isEmpty()) {
            return false;
        }
        DownloadRecord record = found.get();
        return switch (record.status()) {
            case PENDING, DOWNLOADING -> true;
            case CANCELLED -> isBeingCleared(record);
            case PAUSED ->
                clock.instant().isBefore(record.updatedAt().plus(DownloadView.PATIENCE))
                        && folder(record).ended().isEmpty();
            case COMPLETED, FAILED -> false;
        };
    }

    private boolean isBeingCleared(DownloadRecord record) {
        DownloadFolder folder = folder(record);
        DownloadClearing.State state = clearing.look(folder, record.repo());
        boolean told = !shown(record).sentence().isEmpty();
        if (state == DownloadClearing.State.STAYS && !told) {
            moved(record.id(), DownloadStatus.CANCELLED, DownloadClearing.sentence(folder));
        }
        if (state == DownloadClearing.State.GONE && told) {
            moved(record.id(), DownloadStatus.CANCELLED, "");
        }
        if (state == DownloadClearing.State.GONE && queued.remove(record.id())) {
            unqueueOrLater(record, folder);
        }
        return state == DownloadClearing.State.GOES_ON;
    }

    /** What its program said last counts before anybody stops it, or takes it for stopped: what is done is done. */
    DownloadRecord heard(DownloadRecord record) {
        DownloadFolder folder = folder(record);
        if (!folder.isDone()) {
            return record;
        }
        Optional<Beat> beat = folder.beat();
        Optional<DownloadRecord> done = records.change(record.id(), row -> {
            beat.ifPresent(row::reached);
            row.moveTo(DownloadStatus.COMPLETED, "", clock.instant());
        });
        done.ifPresent(this::announce);
        folder.remove();
        return done.orElse(record);
    }

    /** Has what it brought taken away, and tells of it. */
    Download cancelled(DownloadRecord record) {
        DownloadFolder folder = folder(record);
        // The wish first: when this ends here, the next start clears up.
        Download shown = moved(record.id(), DownloadStatus.CANCELLED, "");
        if (folder.exists()) {
            clearing.begin(folder);
        }
        unqueueOrLater(record, folder);
        return shown;
    }

    /** A cluster that does not answer undoes no cancel. */
    private void unqueueOrLater(DownloadRecord record, DownloadFolder folder) {
        try {
            unqueue(record, folder);
        } catch (ProblemException refused) {
            queued.add(record.id());
            LOG.log(System.Logger.Level.WARNING, "A cancelled download's job stays: " + refused.getMessage());
        }
    }

    /** A job that waits in the queue would wait for nothing. */
    void unqueue(DownloadRecord record, DownloadFolder folder) {
        if (folder.beat().isEmpty()) {
            starts.cancelJob(profiles.get(record.profile()), record.job());
        }
    }

    /** It is not listed any more, and its folder goes too; that of a cancelled one once it is cleared up. */
    void left(DownloadRecord record) {
        try {
            if (record.status() == DownloadStatus.CANCELLED) {
                clearing.unlist(folder(record));
                // Nobody may be looking any more.
                announce(record);
            } else {
                folder(record).remove();
            }
        } catch (ProblemException goneProfile) {
            LOG.log(System.Logger.Level.INFO, record.folder() + " stays: " + goneProfile.getMessage());
        }
    }

    /** The look took its time: whoever paused or cancelled it meanwhile has the last word. */
    private boolean take(DownloadStep step, UUID id, DownloadFolder folder) {
        switch (step) {
            case DownloadStep.Wait waits -> {}
            case DownloadStep.Runs runs -> running(id).ifPresent(this::announce);
            case DownloadStep.Again again -> {
                progressed(id, folder);
                again(id).ifPresent(this::announce);
            }
            case DownloadStep.End end -> {
                Optional<Beat> beat = folder.beat();
                Optional<DownloadRecord> ended = whileLive(id, row -> {
                    beat.ifPresent(row::reached);
                    row.moveTo(end.status(), end.sentence(), clock.instant());
                });
                ended.ifPresent(this::announce);
                if (ended.isPresent() && end.status() == DownloadStatus.COMPLETED) {
                    folder.remove();
                }
            }
        }
        return true;
    }

    /** Lets nobody else change downloads or set their programs going meanwhile. */
    <T> T alone(Supplier<T> act) {
        acting.lock();
        try {
            return act.get();
        } finally {
            acting.unlock();
        }
    }

    /** Changes a download that goes on; empty, and nothing is changed, when it does not any more. */
    Optional<DownloadRecord> whileLive(UUID id, Consumer<DownloadRecord> verb) {
        AtomicBoolean live = new AtomicBoolean();
        return records.change(id, row -> {
                    live.set(row.status().isLive());
                    if (live.get()) {
                        verb.accept(row);
                    }
                })
                .filter(row -> live.get());
    }

    private Optional<DownloadRecord> running(UUID id) {
        return whileLive(id, row -> {
            if (row.status() != DownloadStatus.DOWNLOADING) {
                row.moveTo(DownloadStatus.DOWNLOADING, "", clock.instant());
            }
        });
    }

    /** Tries that brought something do not count against those that are left. */
    private void progressed(UUID id, DownloadFolder folder) {
        Optional<Beat> beat = folder.beat();
        whileLive(
                id,
                row -> beat.filter(now -> now.bytesDone() > row.bytesDone()).ifPresent(now -> {
                    row.asked(clock.instant());
                    row.reached(now);
                }));
    }

    /** Sets going what the server's or the machine's end broke off; a program that still runs stays alone. */
    void resumeAll() {
        clearing.sweep(records.all().stream().map(DownloadRecord::folder).collect(Collectors.toSet()));
        alone(clearing::lookAtUnlisted);
        for (DownloadRecord record : records.all()) {
            if (record.status().isLive() && record.site() == DownloadSite.HERE) {
                try {
                    if (folder(record).ended().isEmpty()) {
                        alone(() -> again(record.id()));
                    }
                } catch (ProblemException e) {
                    whileLive(
                                    record.id(),
                                    row -> row.moveTo(
                                            DownloadStatus.FAILED, String.valueOf(e.getMessage()), clock.instant()))
                            .ifPresent(this::announce);
                }
            }
        }
    }

    /** Sets its program going; not for one that was paused, cancelled or taken off the list. */
    Optional<DownloadRecord> again(UUID id) {
        Optional<DownloadRecord> begun = whileLive(id, row -> row.begun(null, clock.instant()));
        if (begun.isEmpty()) {
            return begun;
        }
        DownloadRecord record = begun.get();
        DownloadFolder folder = folder(record);
        folder.forget();
        view.begins(id);
        Optional<String> job = starts.start(profiles.get(record.profile()), folder, record.site());
        return job.isEmpty() ? begun : records.change(id, row -> row.found(job.get()));
    }

    Download moved(UUID id, DownloadStatus status, String sentence) {
        DownloadRecord record = records.change(id, row -> row.moveTo(status, sentence, clock.instant()))
                .orElseThrow(() -> unknown(id));
        return announce(record);
    }

    Download announce(DownloadRecord record) {
        Download shown = shown(record);
        told.accept(new DownloadChanged(shown));
        return shown;
    }

    Download shown(DownloadRecord record) {
        try {
            return record.view(record.status().isLive() ? folder(record).beat() : Optional.empty());
        } catch (ProblemException goneProfile) {
            return record.view(Optional.empty());
        }
    }

    static UnknownItem unknown(UUID id) {
        return new UnknownItem("download", id.toString());
    }

    DownloadFolder folder(DownloadRecord record) {
        return new DownloadFolder(hosts.of(profiles.get(record.profile())), record.folder());
    }
}
