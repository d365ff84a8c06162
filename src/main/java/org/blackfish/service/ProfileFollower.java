package org.blackfish.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.blackfish.profile.ProfileRenamed;

/** Services bear the new name of their profile as soon as it has one. */
@ApplicationScoped
public class ProfileFollower {
    private final Services services;
    private final News news;

    @Inject
    ProfileFollower(Services services, News news) {
        this.services = services;
        this.news = news;
    }

    void renamed(@Observes ProfileRenamed event) {
        services.followProfile(event.from(), event.to()).forEach(news::changed);
    }
}
