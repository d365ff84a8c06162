package org.blackfish.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.blackfish.cluster.JobRecord;
import org.blackfish.cluster.Queue;
import org.blackfish.cluster.Schedulers;
import org.blackfish.problem.UnknownItem;
import org.blackfish.problem.WrongState;
import org.blackfish.profile.Profile;
import org.blackfish.settings.Secret;
import org.jspecify.annotations.Nullable;

/** Jobs of ours that no row knows, as the poller's last picture shows them: to be adopted or cancelled by people. */
@ApplicationScoped
public class Orphans {
    private final Reconciler reconciler;
    private final Remains remains;
    private final Services services;
    private final JobFolders folders;
    private final ServiceKeys keys;
    private final Launching launching;
    private final Schedulers schedulers;

    @Inject
    Orphans(
            Reconciler reconciler,
            Remains remains,
            Services services,
            JobFolders folders,
            ServiceKeys keys,
            Launching launching,
            Schedulers schedulers) {
        this.reconciler = reconciler;
        this.remains = remains;
        this.services = services;
        this.folders = folders;
        this.keys = keys;
        this.launching = launching;
        this.schedulers = schedulers;
    }

    /** Those of the last good looks, newest job last; Slurm is not asked. */
    public List<Orphan> list() {
        return remains.places().stream()
                .flatMap(place -> reconciler.picture(place).stream().flatMap(queue -> in(queue, place).stream()))
                .toList();
    }

    private List<Orphan> in(Queue queue, Profile place) {
        List<JobRecord> candidates =
                Orphan.candidates(queue, place.homeDirectory().resolve("jobs"));
        Set<UUID> rows = candidates.isEmpty() ? Set.of() : services.ids();
        return candidates.stream()
                .filter(job -> !rows.contains(id(job)))
                .map(job -> orphan(job, place))
                .toList();
    }

    private Orphan orphan(JobRecord job, Profile place) {
        UUID id = id(job);
        Optional<LaunchNote> note = note(job, place);
        Path from = note.map(LaunchNote::launchedFrom).orElse(null);
        String model = note.map(LaunchNote::model).orElse(null);
        return new Orphan(id, job, place, model, from, obstacle(job, place, note));
    }

    /** A note that speaks of another folder came here by copying and says nothing about this job. */
    private Optional<LaunchNote> note(JobRecord job, Profile place) {
        Path home = place.homeDirectory();
        return folders.note(place, id(job)).filter(note -> note.homeDirectory().equals(home));
    }

    private @Nullable String obstacle(JobRecord job, Profile place, Optional<LaunchNote> note) {
        if (note.isEmpty()) {
            return "Its folder " + job.workDirectory() + " holds no usable " + LaunchNote.FILE
                    + ", so nobody knows what was launched; it can only be cancelled.";
        }
        return key(id(job), place).isEmpty()
                ? "Its key is gone, so nobody can talk to its engine; it can only be cancelled."
                : null;
    }

    private Optional<Secret> key(UUID id, Profile place) {
        return keys.find(id).or(() -> folders.key(place, id));
    }

    /** Makes it a service again, with its old id, job and key; {@code WrongState} says what is missing. */
    public Service adopt(UUID id) {
        Orphan orphan = get(id);
        Optional<LaunchNote> note = note(orphan.job(), orphan.profile());
        Optional<Secret> key = key(id, orphan.profile());
        if (note.isEmpty() || key.isEmpty()) {
            String why = orphan.why() == null ? "Its files have just gone." : orphan.why();
            throw new WrongState("job " + orphan.job().id(), "without its files", "with its files", why);
        }
        keys.keep(id, key.get());
        folders.takeScript(orphan.profile(), id);
        return launching.adopt(id, note.get(), orphan.job().id());
    }

    /** Has Slurm cancel its job; it leaves the list when the queue confirms that. Its files stay. */
    public Orphan cancel(UUID id) {
        Orphan orphan = get(id);
        schedulers.of(orphan.profile()).cancel(orphan.job().id());
        reconciler.lookAgain(orphan.profile());
        return orphan;
    }

    private Orphan get(UUID id) {
        return list().stream()
                .filter(orphan -> orphan.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new UnknownItem(
                        "orphan",
                        id.toString(),
                        "The last look into the queue showed no job of " + id
                                + " that has no record; it may have ended or been adopted."));
    }

    private static UUID id(JobRecord job) {
        return JobFolders.id(job.workDirectory()).orElseThrow();
    }
}
