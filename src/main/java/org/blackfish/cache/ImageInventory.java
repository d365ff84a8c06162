package org.blackfish.cache;

import java.util.List;
import java.util.Optional;
import org.blackfish.image.Check;
import org.blackfish.image.ContainerProgram;
import org.blackfish.image.PinnedImage;
import org.blackfish.image.Pull;
import org.blackfish.image.PullRules;
import org.blackfish.image.StagedImage;

/**
 * All about images on one profile.
 *
 * @param program what runs containers on the profile's own host; empty where there is none
 * @param problems what is wrong with the site's {@code images.yaml}
 */
public record ImageInventory(
        Optional<ContainerProgram> program,
        PullRules rules,
        List<Needed> needed,
        List<Staged> staged,
        List<Pull> pulls,
        List<String> problems) {

    /**
     * An image that this version needs.
     *
     * @param staged whether it lies in one of the places
     * @param command what stages it by hand
     */
    public record Needed(PinnedImage pin, boolean staged, String command) {}

    /**
     * An image that is there.
     *
     * @param users names of the live services that run from it
     * @param check the last one, or the one that goes on
     */
    public record Staged(StagedImage image, List<String> users, Optional<Check> check) {

        /** What is lost with it, in one sentence; empty when nothing is. */
        public String warning() {
            if (!users.isEmpty()) {
                return image.name() + " is used by " + String.join(", ", users)
                        + "; they cannot start again without it.";
            }
            return image.neededFor().isEmpty()
                    ? ""
                    : image.name() + " is what this version needs for "
                            + image.neededFor().getFirst().engine() + "; nothing can be launched with it until it is"
                            + " pulled again.";
        }
    }
}
