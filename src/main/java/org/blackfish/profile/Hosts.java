package org.blackfish.profile;

import jakarta.enterprise.context.ApplicationScoped;
import org.blackfish.problem.NotYet;
import org.blackfish.transport.Host;
import org.blackfish.transport.LocalHost;

/** The machine on which a profile's commands run and its files lie. */
@ApplicationScoped
public class Hosts {
    private final Host here = new LocalHost();

    /** This machine for local profiles and for Slurm on {@code localhost}; other hosts are refused for now. */
    public Host of(Profile profile) {
        if (profile instanceof SlurmProfile slurm && !slurm.isLocalhost()) {
            throw new NotYet("The profile \"" + slurm.name() + "\" runs on " + slurm.host()
                    + "; remote clusters come with a later version. Start Blackfish on the cluster itself"
                    + " and use a profile with host = localhost.");
        }
        return here;
    }
}
