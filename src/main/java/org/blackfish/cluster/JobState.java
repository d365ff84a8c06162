package org.blackfish.cluster;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The job states of Slurm 20.11 to 26, and {@code UNKNOWN} for any name that came later. */
public enum JobState {
    PENDING(JobGroup.WAITING),
    CONFIGURING(JobGroup.WAITING),
    POWER_UP_NODE(JobGroup.WAITING),
    EXPEDITING(JobGroup.WAITING),
    REQUEUED(JobGroup.WAITING),
    REQUEUE_FED(JobGroup.WAITING),
    REQUEUE_HOLD(JobGroup.WAITING),
    RESV_DEL_HOLD(JobGroup.WAITING),
    SPECIAL_EXIT(JobGroup.WAITING),
    // Slurm requeues and holds a job whose prolog or node configuration failed; these two are flags on that job.
    LAUNCH_FAILED(JobGroup.WAITING),
    RECONFIG_FAIL(JobGroup.WAITING),
    RUNNING(JobGroup.RUNNING),
    RESIZING(JobGroup.TRANSIENT),
    SIGNALING(JobGroup.TRANSIENT),
    COMPLETING(JobGroup.TRANSIENT),
    STAGE_OUT(JobGroup.TRANSIENT),
    UPDATE_DB(JobGroup.TRANSIENT),
    SUSPENDED(JobGroup.SUSPENDED),
    STOPPED(JobGroup.SUSPENDED),
    COMPLETED(JobGroup.COMPLETED),
    CANCELLED(JobGroup.CANCELLED),
    TIMEOUT(JobGroup.TIMEOUT),
    DEADLINE(JobGroup.TIMEOUT),
    FAILED(JobGroup.FAILED),
    OUT_OF_MEMORY(JobGroup.FAILED),
    NODE_FAIL(JobGroup.FAILED),
    BOOT_FAIL(JobGroup.FAILED),
    PREEMPTED(JobGroup.FAILED),
    REVOKED(JobGroup.FAILED),
    UNKNOWN(JobGroup.UNKNOWN);

    private final JobGroup group;

    JobState(JobGroup group) {
        this.group = group;
    }

    public JobGroup group() {
        return group;
    }

    /**
     * Reads what Slurm printed: a name, a name that a column cut short ({@code OUT_OF_ME+}), {@code CANCELLED by 1001},
     * or a state with flags ({@code COMPLETED,COMPLETING}), where the last flag counts.
     */
    public static JobState of(String slurmWord) {
        String words = slurmWord.strip().toUpperCase(Locale.ROOT);
        int by = words.indexOf(" BY ");
        JobState found = UNKNOWN;
        for (String word : (by < 0 ? words : words.substring(0, by)).split("[,|+ ]+", -1)) {
            JobState known = named(word, words.endsWith(word + "+"));
            found = known == UNKNOWN ? found : known;
        }
        return found;
    }

    private static JobState named(String word, boolean cut) {
        List<JobState> matches = Arrays.stream(values())
                .filter(state -> state.name().equals(word))
                .toList();
        if (matches.isEmpty() && cut && word.length() >= 4) {
            matches = Arrays.stream(values())
                    .filter(state -> state.name().startsWith(word))
                    .toList();
        }
        return matches.size() == 1 ? matches.getFirst() : UNKNOWN;
    }
}
