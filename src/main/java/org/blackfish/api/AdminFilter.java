package org.blackfish.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import org.blackfish.profile.Admins;
import org.blackfish.profile.Profile;
import org.blackfish.profile.Profiles;

/** Lets only admins of the profile pass; the token's scope was judged before. */
@Provider
@AdminOnly
@ApplicationScoped
public class AdminFilter implements ContainerRequestFilter {
    private final Profiles profiles;
    private final Admins admins;

    @Inject
    AdminFilter(Profiles profiles, Admins admins) {
        this.profiles = profiles;
        this.admins = admins;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        admins.require(profile(new Query(request.getUriInfo().getQueryParameters())));
    }

    private Profile profile(Query query) {
        String name = query.text("profile");
        return name == null ? profiles.getDefault() : profiles.get(name);
    }
}
