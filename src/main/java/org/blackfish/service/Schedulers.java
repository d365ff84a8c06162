package org.blackfish.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.blackfish.cluster.Scheduler;
import org.blackfish.cluster.Slurm;
import org.blackfish.cluster.SlurmMeter;
import org.blackfish.profile.Hosts;
import org.blackfish.profile.Profile;
import org.blackfish.profile.SlurmProfile;
import org.blackfish.settings.Settings;

/** One scheduler for each cluster and account, and the one meter of all calls. */
@ApplicationScoped
class Schedulers {
    private final Map<String, Scheduler> known = new ConcurrentHashMap<>();
    private final Function<Profile, Scheduler> make;
    private final SlurmMeter meter;

    @Inject
    Schedulers(Settings settings, Hosts hosts) {
        this(new SlurmMeter(), settings, hosts);
    }

    private Schedulers(SlurmMeter meter, Settings settings, Hosts hosts) {
        this(profile -> new Slurm(hosts.of(profile), settings.commandDeadline(), meter, System.getenv()), meter);
    }

    Schedulers(Function<Profile, Scheduler> make, SlurmMeter meter) {
        this.make = make;
        this.meter = meter;
    }

    Scheduler of(Profile profile) {
        return known.computeIfAbsent(cluster(profile), key -> make.apply(profile));
    }

    SlurmMeter meter() {
        return meter;
    }

    /** What tells clusters apart: profiles of one machine and account share one queue. */
    static String cluster(Profile profile) {
        return switch (profile) {
            case SlurmProfile slurm -> slurm.isLocalhost() ? "localhost" : slurm.user() + "@" + slurm.host();
            default -> profile.name();
        };
    }

    /** Where a service runs, by what was recorded at its launch, whatever {@code profiles.cfg} says by now. */
    static Profile place(Service service) {
        String user = service.user();
        return new SlurmProfile(
                service.profile(),
                service.host(),
                user == null ? "" : user,
                service.homeDirectory(),
                service.cacheDirectory(),
                false);
    }
}
