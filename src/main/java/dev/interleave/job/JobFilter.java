package dev.interleave.job;

import dev.interleave.job.model.Job;
import dev.interleave.job.model.JobState;
import dev.interleave.job.origin.ParentRef;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Selects the jobs of a list, and their order. Immutable. Equal filters have equal texts.
///
/// @param owner whose jobs
/// @param states any of these states; empty for all
/// @param computations any of the computations with these names, a program with or without a version; empty for all
/// @param labels all of these labels
/// @param created when the jobs were created
/// @param finished when the jobs ended; unless [Period#ALL], only jobs that have ended
/// @param order by time of creation, or of the start
/// @param parent only jobs that the program of this job has submitted; null for all
public record JobFilter(
        String owner,
        Set<JobState> states,
        Set<String> computations,
        List<Label> labels,
        Period created,
        Period finished,
        Order order,
        @Nullable UUID parent) {

    /// @param key its name
    /// @param value what it is set to
    public record Label(String key, String value) {}

    /// Order of a list.
    public enum Order {
        /// The oldest job first.
        ASC,
        /// The newest job first.
        DESC,
        /// The earliest start first, of scheduled jobs.
        START
    }

    /// A range of time; null for no bound.
    ///
    /// @param after at this time or later
    /// @param before earlier than this time
    public record Period(@Nullable Instant after, @Nullable Instant before) {

        /// Any time.
        public static final Period ALL = new Period(null, null);

        /// @param time of an event, null if it has not happened
        /// @return whether the time is in the range; an event that has not happened is only in [#ALL]
        public boolean contains(@Nullable Instant time) {
            return equals(ALL)
                    || (time != null
                            && (after == null || !time.isBefore(after))
                            && (before == null || time.isBefore(before)));
        }
    }

    public JobFilter {
        states = Set.copyOf(states);
        computations = Set.copyOf(computations);
        labels = labels.stream()
                .distinct()
                .sorted(Comparator.comparing(Label::key).thenComparing(Label::value))
                .toList();
    }

    /// A filter of jobs with any parent.
    public JobFilter(
            String owner,
            Set<JobState> states,
            Set<String> computations,
            List<Label> labels,
            Period created,
            Period finished,
            Order order) {
        this(owner, states, computations, labels, created, finished, order, null);
    }

    /// @param job a parent, or null for any
    /// @return the same filter of the jobs that the program of the job has submitted
    public JobFilter ofParent(@Nullable UUID job) {
        return new JobFilter(owner, states, computations, labels, created, finished, order, job);
    }

    /// @return the filter that selects all jobs of an owner, the newest first
    public static JobFilter all(String owner) {
        return new JobFilter(owner, Set.of(), Set.of(), List.of(), Period.ALL, Period.ALL, Order.DESC);
    }

    /// @param job of the owner
    /// @return whether the filter selects it
    public boolean matches(Job job) {
        return (parent == null || isChild(job))
                && (states.isEmpty() || states.contains(job.state()))
                && (computations.isEmpty()
                        || computations.contains(job.spec().computation().name())
                        || computations.contains(nameWithoutVersion(job)))
                && labels.stream()
                        .allMatch(label ->
                                label.value().equals(job.spec().labels().get(label.key())))
                && created.contains(job.timestamps().createdAt())
                && finished.contains(job.timestamps().finishedAt());
    }

    private boolean isChild(Job job) {
        ParentRef submitter = job.origin().parent();
        return submitter != null && submitter.id().equals(parent);
    }

    private static String nameWithoutVersion(Job job) {
        return job.spec().computation().name().replaceFirst("@.*", "");
    }

    @Override
    public String toString() {
        return String.join(
                " ",
                owner,
                new TreeSet<>(states).toString(),
                new TreeSet<>(computations).toString(),
                labels.toString(),
                created.toString(),
                finished.toString(),
                order.toString(),
                parent == null ? "" : parent.toString());
    }
}
