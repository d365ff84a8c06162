package org.blackfish.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.blackfish.cluster.JobRecord;
import org.blackfish.cluster.Queue;
import org.blackfish.problem.ProblemException;
import org.blackfish.profile.Profile;
import org.blackfish.profile.Profiles;
import org.blackfish.profile.SlurmProfile;

/**
 * What lies in files and has no row: left by a launch that died before its row was committed, or by a database that was
 * lost. Only what one of our own launches wrote is ever removed, and never what a job uses or has used.
 */
@ApplicationScoped
class Remains {
    /** How old a key file has to be; far longer than a launch takes from its first file to its row. */
    static final Duration AGE = Duration.ofMinutes(5);

    private static final System.Logger LOG = System.getLogger(Remains.class.getName());

    private final Services services;
    private final ServiceKeys keys;
    private final JobFolders folders;
    private final Launching launching;
    private final Profiles profiles;
    private final Clock clock;

    @Inject
    Remains(
            Services services,
            ServiceKeys keys,
            JobFolders folders,
            Launching launching,
            Profiles profiles,
            Clock clock) {
        this.services = services;
        this.keys = keys;
        this.folders = folders;
        this.launching = launching;
        this.profiles = profiles;
        this.clock = clock;
    }

    /** The profiles whose jobs we can look at. */
    List<Profile> places() {
        return profiles.all().stream()
                .filter(profile -> profile instanceof SlurmProfile slurm && slurm.isLocalhost())
                .toList();
    }

    /** Whether anything lies about; then the queue is worth one look. */
    boolean any() {
        Set<UUID> rows = services.ids();
        Stream<UUID> jobs = places().stream().flatMap(place -> folders.ids(place).stream());
        return Stream.concat(keys.ids().stream(), jobs).anyMatch(id -> !rows.contains(id));
    }

    /**
     * Removes what is old enough; {@code pictures} are those of the queues of all {@link #places}. Whether something
     * younger is left for a later time.
     */
    boolean sweep(Collection<Queue> pictures) {
        Instant now = clock.instant();
        boolean younger = false;
        Set<UUID> rows = services.ids();
        for (UUID id : keys.ids()) {
            if (rows.contains(id) || launching.isUnderWay(id) || hasJob(id, pictures)) {
                continue;
            }
            if (keys.since(id).plus(AGE).isAfter(now)) {
                younger = true;
            } else {
                remove(id);
            }
        }
        keys.removeHalfWritten(now.minus(AGE));
        return younger;
    }

    /** Whatever the profile's folder is called today: an id is in one folder only. */
    private static boolean hasJob(UUID id, Collection<Queue> pictures) {
        return pictures.stream()
                .flatMap(queue -> queue.jobs().stream())
                .filter(job -> !job.state().group().ended())
                .map(JobRecord::workDirectory)
                .flatMap(folder -> JobFolders.id(folder).stream())
                .anyMatch(id::equals);
    }

    /** The key goes last: by it the rest is found again should this be cut short. */
    private void remove(UUID id) {
        try {
            places().forEach(place -> folders.removeUnused(place, id));
            keys.forget(id);
            LOG.log(System.Logger.Level.INFO, "Removed what an unfinished launch had left of {0}", id);
        } catch (ProblemException e) {
            LOG.log(System.Logger.Level.WARNING, "What is left of " + id + " could not be removed: " + e.getMessage());
        }
    }
}
