package org.blackfish.cluster;

import java.util.Map;

/** Slurm's reason codes in words; source: "JOB REASON CODES" of the Slurm manual. */
final class Reasons {
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("None", ""),
            Map.entry("(null)", ""),
            Map.entry("Resources", "Waiting for enough free resources, next in line."),
            Map.entry("Priority", "Waiting because other jobs have a higher priority."),
            Map.entry("Dependency", "Waiting for another job to end."),
            Map.entry("DependencyNeverSatisfied", "It waits for a job that can no longer end as it should."),
            Map.entry("BeginTime", "Waiting for its begin time."),
            Map.entry("JobHeldUser", "Held; release it with scontrol release."),
            Map.entry("JobHeldAdmin", "Held by an administrator of the cluster."),
            Map.entry("JobLaunchFailure", "Slurm could not start it on its node and holds it."),
            Map.entry("launch_failed_requeued_held", "Slurm could not start it on its node and holds it."),
            Map.entry("job requeued in held state", "It was requeued and is held until somebody releases it."),
            Map.entry("job_requeued_in_held_state", "It was requeued and is held until somebody releases it."),
            Map.entry("launch failed requeued held", "Slurm could not start it on its node and holds it."),
            Map.entry("PartitionDown", "The partition is down; jobs wait until it is back."),
            Map.entry("PartitionInactive", "The partition does not start jobs at present."),
            Map.entry("PartitionNodeLimit", "It asks for more nodes than the partition allows or has in service."),
            Map.entry("PartitionTimeLimit", "Its time is above the partition's limit."),
            Map.entry("ReqNodeNotAvail", "Nodes that it could use are down, drained or reserved."),
            Map.entry("NodeDown", "A node that it needs is down."),
            Map.entry("BadConstraints", "No node has what it asks for."),
            Map.entry("Reservation", "Waiting for its reservation to begin."),
            Map.entry("ReservationDeleted", "Its reservation was deleted."),
            Map.entry("Licenses", "Waiting for a licence."),
            Map.entry("Prolog", "Its node is being prepared."),
            Map.entry("Cleaning", "An earlier run of it is being cleaned up."),
            Map.entry("InvalidAccount", "The account is not valid; choose another one."),
            Map.entry("InvalidQOS", "The quality of service is not valid; choose another one."),
            Map.entry("AccountNotAllowed", "The account may not use this partition."),
            Map.entry("QOSNotAllowed", "The quality of service may not be used in this partition."),
            Map.entry("FedJobLock", "Waiting for another cluster of the federation."),
            Map.entry("SystemFailure", "Slurm, the file system or the network had a failure."),
            Map.entry("TimeLimit", "It reached its time limit."),
            Map.entry("NonZeroExitCode", "It ended with an error of its own."),
            Map.entry("OutOfMemory", "It used more memory than it had asked for."));

    private Reasons() {}

    static String inWords(String reason) {
        int comma = reason.indexOf(',');
        String code = comma < 0 ? reason : reason.substring(0, comma);
        String known = WORDS.get(code);
        if (known != null) {
            return comma < 0
                    ? known
                    : known + " (" + reason.substring(comma + 1).strip() + ")";
        }
        if (code.matches("(QOS|Assoc)(Grp|Max|Min)\\w+")) {
            String whose = code.startsWith("QOS") ? "quality of service" : "account or user";
            return "A limit of the " + whose + " is reached (" + code + ").";
        }
        return reason;
    }
}
