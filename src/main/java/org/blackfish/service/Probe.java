package org.blackfish.service;

/** What a look at the engine brought. */
sealed interface Probe {
    /** Nobody looked since the last decision. */
    record NotAsked() implements Probe {}

    /** The job has not said that its engine process runs, or has taken it back; nothing was sent anywhere. */
    record NotServing() implements Probe {}

    /** Whether the job's watcher still lives is not known yet; nothing was sent anywhere. */
    record Unsure() implements Probe {}

    /** The job's watcher has been silent for {@link Heartbeat#SILENCE}; nothing was sent anywhere. */
    record Silent() implements Probe {}

    /** The engine process runs but does not serve yet; {@code why} is a sentence for one that served before. */
    record Loading(String why) implements Probe {}

    /** Our own engine answered that it is well. */
    record Good() implements Probe {}

    /** The job says that its engine listens, but nothing of ours gets there; {@code why} is a sentence. */
    record Unreachable(String why) implements Probe {}

    /** It answered otherwise, not in time, or is not ours; {@code why} is a sentence. */
    record Bad(String why) implements Probe {}
}
