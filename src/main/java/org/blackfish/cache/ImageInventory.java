package org.blackfish.cache;

import java.util.List;
import java.util.Optional;
import org.blackfish.image.Check;
import org.blackfish.image.ContainerProgram;
import org.blackfish.image.ImagePlace;
import org.blackfish.image.ImageUse;
import org.blackfish.image.PinnedImage;
import org.blackfish.image.Pull;
import org.blackfish.image.PullRules;
import org.blackfish.image.StagedImage;
import org.blackfish.image.Standing;

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
     * @param there the file that launches take for it, whatever is in it; empty where there is none
     * @param command what stages it in the cache by hand, over a file that lies there
     */
    public record Needed(PinnedImage pin, Optional<Staged> there, String command) {

        /** Whether the file is the pinned image; empty where there is none. */
        public Optional<Standing> standing() {
            return there.map(staged -> staged.image().standing(pin));
        }

        /** Whether its file lies in the home of the one who looks, where no other user finds it, and not in the cache. */
        public boolean isInHomeOnly() {
            return there.filter(staged -> staged.image().place() == ImagePlace.HOME)
                    .isPresent();
        }

        /** Whether it lies in one of the places and nothing speaks against it. */
        public boolean staged() {
            return standing().filter(standing -> standing != Standing.OTHER).isPresent();
        }

        /** What is to be said of the file with its remedy; empty where it is the pinned image, or is not there. */
        public String sentence() {
            return there.map(staged -> StandingWords.sentence(staged.image(), pin))
                    .orElse("");
        }
    }

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
            if (image.pins().isEmpty()) {
                return "";
            }
            ImageUse use = image.pins().getFirst().use();
            return image.neededFor().contains(use)
                    ? image.name() + " is what this version needs for " + use.engine()
                            + "; nothing can be launched with it until it is pulled again."
                    : image.name() + " is run for " + use.engine() + " though it is another image; nothing can be"
                            + " launched with " + use.engine() + " until the right one is pulled.";
        }

        /** Who meets the new file when it is replaced, in one sentence. */
        public String replacement() {
            return users.isEmpty()
                    ? "No service of yours uses " + image.name() + "."
                    : image.name() + " is used by " + String.join(", ", users)
                            + "; they keep the old file and run the new one from their next start on.";
        }
    }
}
