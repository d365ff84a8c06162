package org.blackfish.cluster;

/** What one question about one job brought; a question that failed brings {@code Undetermined}, never {@code Absent}. */
public sealed interface JobReport {
    /** The job is known, and it is ours. */
    record Seen(JobRecord job) implements JobReport {}

    /** The question was answered, and there is no such job of ours. */
    record Absent() implements JobReport {}

    /** Nothing is known; {@code why} is a sentence. */
    record Undetermined(String why) implements JobReport {}
}
