package org.blackfish.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.blackfish.profile.Admins;
import org.blackfish.profile.Profile;
import org.blackfish.profile.Profiles;
import org.blackfish.service.SlurmView;
import org.blackfish.settings.Portal;
import org.blackfish.settings.Settings;
import org.jspecify.annotations.Nullable;

/** What the template shows around every page: theme, profile, and how fresh our picture of Slurm is. */
@Named
@RequestScoped
public class Shell {
    private final Choices choices;
    private final Profiles profiles;
    private final SlurmView slurm;
    private final Portal portal;
    private final Clock clock;
    private final Admins admins;

    @Inject
    Shell(
            HttpServletRequest request,
            Profiles profiles,
            SlurmView slurm,
            Settings settings,
            Clock clock,
            Admins admins) {
        this.choices = Choices.of(request.getCookies());
        this.profiles = profiles;
        this.slurm = slurm;
        this.portal = settings.portal();
        this.clock = clock;
        this.admins = admins;
    }

    /** Our time, by which a page corrects a browser's clock that is wrong. */
    public Instant now() {
        return clock.instant();
    }

    /** When the portal ends this session; null when nobody said. */
    public @Nullable Instant sessionEndsAt() {
        return portal.sessionEndsAt().orElse(null);
    }

    /** The portal's page with the sessions, the way back when this one is over; empty without a portal. */
    public String sessionsUrl() {
        return portal.sessionsUrl();
    }

    public String theme() {
        return choices.theme();
    }

    public List<String> profiles() {
        return profiles.all().stream().map(Profile::name).toList();
    }

    /** What is wrong with sections of profiles.cfg that cannot be used; a sentence each. */
    public List<String> profileProblems() {
        return profiles.problems();
    }

    /** The profile that pages work with: the chosen one while it exists, else the default one. */
    public Profile profile() {
        return profiles.all().stream()
                .filter(profile -> profile.name().equals(choices.profile()))
                .findFirst()
                .orElseGet(profiles::getDefault);
    }

    /** Whether the admin section is shown; where there is no profile there is nothing to administer. */
    public boolean isAdmin() {
        return profiles.all().stream().findAny().isPresent() && admins.includeUs(profile());
    }

    /** When Slurm last answered; null before its first answer. */
    public @Nullable Instant asOf() {
        return slurm.asOf().orElse(null);
    }

    public int calls() {
        return slurm.callsLastHour().values().stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    /** One sentence when Slurm does not answer; null while all is well. */
    public @Nullable String trouble() {
        return slurm.trouble().orElse(null);
    }
}
