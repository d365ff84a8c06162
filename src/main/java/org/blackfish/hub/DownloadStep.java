package org.blackfish.hub;

import java.util.Optional;

/** What one look at a download leads to; decided without effects. */
sealed interface DownloadStep {
    int MOST_ATTEMPTS = 5;

    /** Nothing to do. */
    record Wait() implements DownloadStep {}

    /** Its program is at work. */
    record Runs() implements DownloadStep {}

    /** Its program is gone without a word, and is set going once more where it was. */
    record Again() implements DownloadStep {}

    /** It is over, and this is how. */
    record End(DownloadStatus status, String sentence) implements DownloadStep {}

    /**
     * What is known of a live download.
     *
     * @param ended the program's last word
     * @param moved whether a beat came since the last look, or the first one
     * @param silent whether none came for so long that the program must be gone
     * @param attempts how often it was set going since it last brought anything
     */
    record Sight(Optional<String> ended, boolean moved, boolean silent, int attempts, String complaint) {}

    static DownloadStep of(Sight sight) {
        if (sight.ended().isPresent()) {
            return ended(sight);
        }
        if (sight.moved()) {
            return new Runs();
        }
        return sight.silent() ? again(sight) : new Wait();
    }

    private static DownloadStep ended(Sight sight) {
        String[] words = sight.ended().orElse("").split("\n", 2);
        return switch (words[0]) {
            case "done" -> new End(DownloadStatus.COMPLETED, "");
            case "failed" -> new End(DownloadStatus.FAILED, words.length > 1 ? words[1].strip() : "It gave no reason.");
            // It was resumed before its earlier program had heard the pause.
            default -> new Again();
        };
    }

    private static DownloadStep again(Sight sight) {
        return sight.attempts() < MOST_ATTEMPTS
                ? new Again()
                : new End(
                        DownloadStatus.FAILED,
                        "The download broke off by itself " + sight.attempts() + " times without bringing anything ("
                                + sight.complaint() + "); what is there stays. Resume it to go on, or look into the"
                                + " log of the machine.");
    }
}
