package org.blackfish.service;

import org.blackfish.profile.Profile;
import org.blackfish.profile.SlurmProfile;

/** Where a service runs, by what was recorded at its launch, whatever {@code profiles.cfg} says by now. */
final class LaunchPlace {
    private LaunchPlace() {}

    static Profile of(Service service) {
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
