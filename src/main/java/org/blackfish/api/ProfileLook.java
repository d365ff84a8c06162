package org.blackfish.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.blackfish.image.ContainerProgram;
import org.blackfish.image.ImageUse;
import org.blackfish.image.Images;
import org.blackfish.image.PinnedImage;
import org.blackfish.image.PinnedImages;
import org.blackfish.problem.ProblemException;
import org.blackfish.problem.UnknownItem;
import org.blackfish.profile.Hosts;
import org.blackfish.profile.ProfileCheck;
import org.blackfish.profile.ProfileChecks;
import org.blackfish.profile.SlurmProfile;
import org.blackfish.tier.Finding;
import org.blackfish.tier.Tiers;
import org.blackfish.tier.TiersInForce;
import org.blackfish.transport.Host;

/** All that a profile needs: what its own checks look at, and then its tiers and its images. */
@ApplicationScoped
class ProfileLook {
    private static final List<ImageUse> ENGINES = List.of(ImageUse.TEXT_GENERATION, ImageUse.LLAMA_CPP);

    private final ProfileChecks checks;
    private final Hosts hosts;
    private final Tiers tiers;
    private final PinnedImages pinned;
    private final Images images;

    @Inject
    ProfileLook(ProfileChecks checks, Hosts hosts, Tiers tiers, PinnedImages pinned, Images images) {
        this.checks = checks;
        this.hosts = hosts;
        this.tiers = tiers;
        this.pinned = pinned;
        this.images = images;
    }

    List<ProfileCheck> of(SlurmProfile profile) {
        List<ProfileCheck> all = new ArrayList<>(checks.of(profile));
        all.add(containers(hosts.of(profile)));
        all.add(tiers(profile));
        all.add(images(profile));
        return List.copyOf(all);
    }

    /** Only a remark: what runs containers is needed on the nodes, which may have more than this host. */
    private static ProfileCheck containers(Host host) {
        return new ProfileCheck(
                "containers",
                true,
                program(host)
                        .map(program -> "Containers are run by " + program.version() + ".")
                        .orElse("Neither apptainer nor singularity can be run on " + host.name()
                                + "; the nodes need one of them, and images are then pulled by a job."));
    }

    private static Optional<ContainerProgram> program(Host host) {
        try {
            return ContainerProgram.find(host);
        } catch (ProblemException silent) {
            return Optional.empty();
        }
    }

    /** A site without a file of its own is in order; one with a broken file is not. */
    private ProfileCheck tiers(SlurmProfile profile) {
        String name = "cache_dir/" + Tiers.FILE_NAME;
        Path path = profile.cacheDirectory().resolve(Tiers.FILE_NAME);
        TiersInForce now = tiers.of(profile);
        Optional<Finding> error =
                now.problems().stream().filter(Finding::isError).findFirst();
        if (error.isPresent()) {
            String place = error.get().line() == 0 ? "" : "line " + error.get().line() + ": ";
            return new ProfileCheck(
                    name,
                    false,
                    now.notice() + " The first error: " + place + error.get().sentence());
        }
        return new ProfileCheck(
                name,
                true,
                now.source().equals(path.toString())
                        ? path + " is there and can be read."
                        : path + " is not there, so the built-in tiers are offered.");
    }

    /** A site need not have all: one engine is enough for most models. */
    private ProfileCheck images(SlurmProfile profile) {
        Map<Boolean, List<PinnedImage>> sorted = ENGINES.stream()
                .map(use -> pinned.get(profile, use))
                .collect(Collectors.partitioningBy(pin -> isStaged(profile, pin)));
        List<PinnedImage> staged = sorted.getOrDefault(true, List.of());
        List<PinnedImage> missing = sorted.getOrDefault(false, List.of());
        if (staged.isEmpty()) {
            return new ProfileCheck(
                    "images", false, "No image is staged; ask your admin to pull one of " + names(missing) + ".");
        }
        String rest = missing.isEmpty() ? "" : " Not staged: " + names(missing) + ".";
        return new ProfileCheck("images", true, "Staged images: " + names(staged) + "." + rest);
    }

    private boolean isStaged(SlurmProfile profile, PinnedImage pin) {
        try {
            images.get(profile, pin.image());
            return true;
        } catch (UnknownItem missing) {
            return false;
        }
    }

    private static String names(List<PinnedImage> pins) {
        return pins.stream()
                .map(pin -> pin.image() + " (" + pin.use().key() + ")")
                .collect(Collectors.joining(", "));
    }
}
