package org.blackfish.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import org.blackfish.cluster.Scheduler;
import org.blackfish.cluster.Schedulers;
import org.blackfish.profile.Hosts;
import org.blackfish.profile.Profile;
import org.blackfish.settings.Settings;

/** Makes followers with everything that one needs. */
@ApplicationScoped
class Followers {
    private final Settings settings;
    private final Services services;
    private final Launching launching;
    private final Outcomes outcomes;
    private final JobFolders folders;
    private final ServiceKeys keys;
    private final Endpoints endpoints;
    private final Schedulers schedulers;
    private final Hosts hosts;
    private final Ticker ticker;
    private final Clock clock;

    @Inject
    Followers(
            Settings settings,
            Services services,
            Launching launching,
            Outcomes outcomes,
            JobFolders folders,
            ServiceKeys keys,
            Endpoints endpoints,
            Schedulers schedulers,
            Hosts hosts,
            Ticker ticker,
            Clock clock) {
        this.settings = settings;
        this.services = services;
        this.launching = launching;
        this.outcomes = outcomes;
        this.folders = folders;
        this.keys = keys;
        this.endpoints = endpoints;
        this.schedulers = schedulers;
        this.hosts = hosts;
        this.ticker = ticker;
        this.clock = clock;
    }

    QueueRound round() {
        return new QueueRound(outcomes);
    }

    Follower of(Service service) {
        Profile place = LaunchPlace.of(service);
        Scheduler scheduler = schedulers.of(place);
        return new Follower(
                service,
                services,
                launching,
                outcomes,
                folders,
                scheduler,
                new Settling(scheduler, settings),
                new EngineWatch(new Readiness(hosts.of(place), ticker), keys, endpoints, settings.polling()),
                clock);
    }
}
