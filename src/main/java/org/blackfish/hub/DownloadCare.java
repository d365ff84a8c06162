package org.blackfish.hub;

import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.blackfish.problem.ProblemException;
import org.blackfish.problem.UnknownItem;
import org.blackfish.profile.Hosts;
import org.blackfish.profile.Profile;
import org.blackfish.profile.Profiles;

/** Looks after downloads that go on: applies what a look at each leads to, and tells of it. */
final class DownloadCare {
    private final Profiles profiles;
    private final Hosts hosts;
    private final DownloadRecords records;
    private final DownloadStart starts;
    private final DownloadView view;
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
        this.clock = clock;
        this.told = told;
    }

    /** One look at everything that is not settled, with what follows from it; whether there is more to look at. */
    boolean look() {
        boolean more = false;
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
        DownloadFolder folder = folder(record);
        if (!record.status().isLive()) {
            boolean unsettled = record.status() == DownloadStatus.CANCELLED && folder.exists();
            if (unsettled && folder.ended().isPresent()) {
                folder.remove();
            }
            return unsettled;
        }
        Profile profile = profiles.get(record.profile());
        switch (view.step(profile, record, folder)) {
            case DownloadStep.Wait waits -> {}
            case DownloadStep.Runs runs -> announce(running(record));
            case DownloadStep.Again again -> announce(again(progressed(record, folder)));
            case DownloadStep.End end -> {
                folder.beat().ifPresent(beat -> records.change(record.id(), row -> row.reached(beat)));
                moved(record.id(), end.status(), end.sentence());
                if (end.status() == DownloadStatus.COMPLETED) {
                    folder.remove();
                }
            }
        }
        return true;
    }

    private DownloadRecord running(DownloadRecord record) {
        if (record.status() == DownloadStatus.DOWNLOADING) {
            return record;
        }
        return records.change(record.id(), row -> row.moveTo(DownloadStatus.DOWNLOADING, "", clock.instant()))
                .orElse(record);
    }

    /** Tries that brought something do not count against those that are left. */
    private DownloadRecord progressed(DownloadRecord record, DownloadFolder folder) {
        return folder.beat()
                .filter(beat -> beat.bytesDone() > record.bytesDone())
                .flatMap(beat -> records.change(record.id(), row -> {
                    row.asked(clock.instant());
                    row.reached(beat);
                }))
                .orElse(record);
    }

    /** Sets going what the server's or the machine's end broke off; a program that still runs stays alone. */
    void resumeAll() {
        for (DownloadRecord record : records.all()) {
            if (record.status().isLive() && record.site() == DownloadSite.HERE) {
                try {
                    if (folder(record).ended().isEmpty()) {
                        again(record);
                    }
                } catch (ProblemException e) {
                    moved(record.id(), DownloadStatus.FAILED, String.valueOf(e.getMessage()));
                }
            }
        }
    }

    DownloadRecord again(DownloadRecord record) {
        DownloadFolder folder = folder(record);
        folder.forget();
        view.begins(record.id());
        Optional<String> job = starts.start(profiles.get(record.profile()), folder, record.site());
        return records.change(record.id(), row -> row.begun(job.orElse(null), clock.instant()))
                .orElse(record);
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
