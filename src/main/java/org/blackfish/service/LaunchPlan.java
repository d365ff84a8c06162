package org.blackfish.service;

import java.nio.file.Path;
import java.util.List;
import org.blackfish.cluster.Enclosure;
import org.blackfish.cluster.JobScript;
import org.blackfish.image.ImageRef;
import org.blackfish.model.Model;
import org.blackfish.profile.Profile;
import org.blackfish.tier.Choice;
import org.jspecify.annotations.Nullable;

/**
 * What a launch of an order would do, checked whole; nothing is stored.
 *
 * @param sif the staged file of the image
 * @param choice the tier that we recommend, whether or not it is the one that {@code resources} come from
 * @param fit how the weights lie in it; null when their size or the room is unknown
 * @param engine {@code vllm} or {@code llama.cpp}
 * @param job the job to submit; in a preview its folder bears a made-up id
 */
public record LaunchPlan(
        Profile profile,
        Model model,
        ImageRef image,
        Path sif,
        Choice choice,
        Resources resources,
        @Nullable Fit fit,
        String engine,
        JobScript job) {

    /** The whole job script. */
    public String script() {
        return job.text();
    }

    /** The files that lie beside the script. */
    public List<Enclosure> enclosures() {
        return job.program().enclosures();
    }
}
