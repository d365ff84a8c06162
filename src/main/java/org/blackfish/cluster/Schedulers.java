package org.blackfish.cluster;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.blackfish.profile.Hosts;
import org.blackfish.profile.Profile;
import org.blackfish.profile.SlurmProfile;
import org.blackfish.settings.Settings;

/** One scheduler for each cluster and account, and the one meter of all calls. */
@ApplicationScoped
public class Schedulers {
    private final Map<String, Scheduler> known = new ConcurrentHashMap<>();
    private final Function<Profile, Scheduler> make;
    private final SlurmMeter meter;

    @Inject
    public Schedulers(Settings settings, Hosts hosts) {
        this(new SlurmMeter(), settings, hosts);
    }

    private Schedulers(SlurmMeter meter, Settings settings, Hosts hosts) {
        this(profile -> new Slurm(hosts.of(profile), settings.commandDeadline(), meter, System.getenv()), meter);
    }

    public Schedulers(Function<Profile, Scheduler> make, SlurmMeter meter) {
        this.make = make;
        this.meter = meter;
    }

    public Scheduler of(Profile profile) {
        return known.computeIfAbsent(cluster(profile), key -> make.apply(profile));
    }

    public SlurmMeter meter() {
        return meter;
    }

    /** What tells clusters apart: profiles of one machine and account share one queue. */
    public static String cluster(Profile profile) {
        return switch (profile) {
            case SlurmProfile slurm -> slurm.isLocalhost() ? "localhost" : slurm.user() + "@" + slurm.host();
            default -> profile.name();
        };
    }
}
