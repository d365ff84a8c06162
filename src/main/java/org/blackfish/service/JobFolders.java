package org.blackfish.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.blackfish.cluster.Enclosure;
import org.blackfish.cluster.Endpoint;
import org.blackfish.cluster.JobId;
import org.blackfish.cluster.JobScript;
import org.blackfish.problem.ProblemException;
import org.blackfish.profile.Hosts;
import org.blackfish.profile.Profile;
import org.blackfish.settings.Secret;
import org.blackfish.settings.Settings;
import org.blackfish.transport.Access;
import org.blackfish.transport.Entry;
import org.blackfish.transport.Host;
import org.blackfish.transport.LocalHost;

/**
 * The two folders of a service: ours in {@code $BLACKFISH_HOME_DIR/jobs/<id>} with the script, and the job's in
 * {@code home_dir/jobs/<id>} on its host with script, note, key, endpoint and log. They may be one.
 */
@ApplicationScoped
class JobFolders {
    /** The script's name in both folders. */
    static final String SCRIPT = "start.sh";

    private static final int LONGEST_SCRIPT = 1024 * 1024;
    private static final int LONGEST_ENDPOINT = 4096;
    private static final int LONGEST_NOTE = 64 * 1024;

    /** Script, key, note and enclosures, whole or half written. */
    private static final Pattern OF_A_LAUNCH =
            Pattern.compile("\\.?(start\\.sh|key|service\\.json|[a-z][a-z0-9_]*\\.py)(\\.[0-9a-f-]{36})?");

    private final Path jobs;
    private final Hosts hosts;
    private final Host here = new LocalHost();

    @Inject
    JobFolders(Settings settings, Hosts hosts) {
        this.jobs = settings.jobs();
        this.hosts = hosts;
    }

    /** Writes everything that the job needs. */
    void prepare(LaunchPlan plan, UUID id, LaunchNote note, Secret key) {
        byte[] text = plan.script().getBytes(StandardCharsets.UTF_8);
        here.makeFolders(ours(id), Access.PRIVATE);
        here.write(ours(id).resolve(SCRIPT), text, Access.PRIVATE);
        Host host = hosts.of(plan.profile());
        Path work = work(plan.profile(), id);
        host.makeFolders(work, Access.PRIVATE);
        if (!plan.profile().isHere() || !work.equals(ours(id))) {
            host.write(work.resolve(SCRIPT), text, Access.PRIVATE);
        }
        for (Enclosure enclosure : plan.enclosures()) {
            byte[] content = enclosure.text().getBytes(StandardCharsets.UTF_8);
            host.write(work.resolve(enclosure.name()), content, Access.PRIVATE);
        }
        host.write(work.resolve(LaunchNote.FILE), note.text().getBytes(StandardCharsets.UTF_8), Access.PRIVATE);
        host.write(work.resolve(JobScript.KEY_FILE), ServiceKeys.bytes(key), Access.PRIVATE);
    }

    /** The script as it was rendered at the launch, from our folder. */
    Optional<String> script(UUID id) {
        return text(here, ours(id).resolve(SCRIPT), LONGEST_SCRIPT);
    }

    /** Takes the script from the job's folder into ours, where it may be missing. */
    void takeScript(Profile profile, UUID id) {
        if (script(id).isEmpty()) {
            text(hosts.of(profile), work(profile, id).resolve(SCRIPT), LONGEST_SCRIPT)
                    .ifPresent(script -> {
                        here.makeFolders(ours(id), Access.PRIVATE);
                        here.write(ours(id).resolve(SCRIPT), script.getBytes(StandardCharsets.UTF_8), Access.PRIVATE);
                    });
        }
    }

    /** What was launched in the job's folder; empty when it does not say so. */
    Optional<LaunchNote> note(Profile profile, UUID id) {
        return text(hosts.of(profile), work(profile, id).resolve(LaunchNote.FILE), LONGEST_NOTE)
                .flatMap(LaunchNote::parse);
    }

    /** The job's copy of the key. */
    Optional<Secret> key(Profile profile, UUID id) {
        return text(hosts.of(profile), work(profile, id).resolve(JobScript.KEY_FILE), LONGEST_NOTE)
                .map(String::strip)
                .filter(key -> !key.isEmpty())
                .map(Secret::new);
    }

    /** The ids of all job folders of this profile, ours or not. */
    List<UUID> ids(Profile profile) {
        Path folder = profile.homeDirectory().resolve("jobs");
        Host host = hosts.of(profile);
        return host.find(folder).isEmpty()
                ? List.of()
                : host.list(folder).stream()
                        .flatMap(entry -> id(entry.path()).stream())
                        .toList();
    }

    /** The id by which a file or folder is named; empty when it is named otherwise. */
    static Optional<UUID> id(Path path) {
        String name = String.valueOf(path.getFileName());
        try {
            UUID id = UUID.fromString(name);
            return name.equals(id.toString()) ? Optional.of(id) : Optional.empty();
        } catch (IllegalArgumentException notOne) {
            return Optional.empty();
        }
    }

    /** What the job's watcher says now; empty when it says nothing that we understand. */
    Optional<Endpoint> endpoint(Service service) {
        return text(host(service), service.workDirectory().resolve(Endpoint.FILE), LONGEST_ENDPOINT)
                .flatMap(Endpoint::parse);
    }

    /** Takes back the word of an earlier run of a job that waits again. */
    void forgetEndpoint(Service service) {
        host(service).remove(service.workDirectory().resolve(Endpoint.FILE));
    }

    /** Takes the key out of the job's folder; the job has ended. */
    void forgetKey(Service service) {
        host(service).remove(service.workDirectory().resolve(JobScript.KEY_FILE));
    }

    /** The log as an entry, empty before the job has begun to write. */
    Optional<Entry> log(Service service) {
        return Optional.ofNullable(service.jobId())
                .flatMap(job -> host(service).find(service.workDirectory().resolve(JobScript.logFile(new JobId(job)))));
    }

    byte[] read(Service service, Path file, long offset, int limit) {
        return host(service).read(file, offset, limit);
    }

    /** Removes both folders with script, log and whatever the job left there; the key first, whatever else may stay. */
    void remove(Profile profile, UUID id) {
        Host host = hosts.of(profile);
        host.remove(work(profile, id).resolve(JobScript.KEY_FILE));
        host.remove(work(profile, id));
        here.remove(ours(id));
    }

    /** Removes both folders if they hold nothing but what a launch writes, else only the key in them. */
    void removeUnused(Profile profile, UUID id) {
        removeUnused(hosts.of(profile), work(profile, id));
        removeUnused(here, ours(id));
    }

    private static void removeUnused(Host host, Path folder) {
        if (host.find(folder).isEmpty()) {
            return;
        }
        boolean unused = host.list(folder).stream()
                .allMatch(entry -> OF_A_LAUNCH.matcher(entry.name()).matches());
        host.remove(unused ? folder : folder.resolve(JobScript.KEY_FILE));
    }

    private Host host(Service service) {
        return hosts.of(LaunchPlace.of(service));
    }

    private static Path work(Profile profile, UUID id) {
        return profile.homeDirectory().resolve("jobs").resolve(id.toString());
    }

    private Path ours(UUID id) {
        return jobs.resolve(id.toString());
    }

    private static Optional<String> text(Host host, Path file, int longest) {
        try {
            return Optional.of(new String(host.read(file, 0, longest), StandardCharsets.UTF_8));
        } catch (ProblemException absentOrUnreadable) {
            return Optional.empty();
        }
    }
}
