package org.blackfish.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import org.blackfish.profile.Profile;
import org.blackfish.profile.Profiles;
import org.blackfish.service.SlurmView;
import org.jspecify.annotations.Nullable;

/** What the template shows around every page: theme, profile, and how fresh our picture of Slurm is. */
@Named
@RequestScoped
public class Shell {
    private final Choices choices;
    private final Profiles profiles;
    private final SlurmView slurm;

    @Inject
    Shell(HttpServletRequest request, Profiles profiles, SlurmView slurm) {
        this.choices = Choices.of(request.getCookies());
        this.profiles = profiles;
        this.slurm = slurm;
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
