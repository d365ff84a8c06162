package org.blackfish.service;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.blackfish.cluster.JobReport;
import org.blackfish.cluster.JobStanding;
import org.blackfish.cluster.Queue;
import org.blackfish.cluster.Scheduler;
import org.blackfish.settings.Settings;

/** Finds out what became of one submission whose answer was lost; collects the looks that the rule wants. */
final class Settling {
    private static final int MOST_LOOKS = 8;

    /** From the committed intent to the start of {@code sbatch}, which then has its own deadline. */
    private static final Duration LEAD = Duration.ofSeconds(5);

    private final Scheduler scheduler;
    private final Duration longestSubmit;
    private final Duration apart;
    private final List<Queue> looks = new ArrayList<>();
    private final List<JobReport> accounting = new ArrayList<>();
    private Instant since = Instant.MIN;
    private Patience patience = new Patience();

    Settling(Scheduler scheduler, Settings settings) {
        this.scheduler = scheduler;
        this.longestSubmit = settings.commandDeadline().plus(LEAD);
        this.apart = settings.polling().settle();
    }

    /** What is settled after one more good look; accounting is asked only when it alone is wanting. */
    JobStanding after(Service service, Queue look) {
        if (!since.equals(service.submittingSince())) {
            since = service.submittingSince();
            looks.clear();
            accounting.clear();
            patience = new Patience();
        }
        looks.add(look);
        if (looks.size() > MOST_LOOKS) {
            looks.remove(1);
        }
        boolean wanting = standing(service, List.of(new JobReport.Absent())) instanceof JobStanding.AbsentSettled;
        if (wanting && patience.isOver(look.at())) {
            patience.asked(look.at());
            accounting.clear();
            accounting.add(scheduler.accounting(null, service.workDirectory(), service.createdAt()));
        }
        return standing(service, accounting);
    }

    private JobStanding standing(Service service, List<JobReport> answers) {
        return JobStanding.settle(service.workDirectory(), since, longestSubmit, apart, looks, answers);
    }
}
