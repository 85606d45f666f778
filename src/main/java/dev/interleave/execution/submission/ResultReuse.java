package dev.interleave.execution.submission;

import dev.interleave.job.NewJob;
import dev.interleave.job.Retention;
import dev.interleave.job.ReuseStore;
import dev.interleave.job.ReuseStore.Source;
import dev.interleave.job.model.ComputationKey;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.JobState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/// Gives new jobs the results of equal jobs. Thread-safe.
///
/// A job takes a short result at once. It waits for a long result, which has to be copied, and for the result of an
/// equal job that is queued or running.
@Component
public final class ResultReuse {

    private final ReuseStore store;
    private final Retention retention;

    public ResultReuse(ReuseStore store, Retention retention) {
        this.store = store;
        this.retention = retention;
    }

    /// @param newJobs the jobs of a request
    /// @return the reuse of results among these jobs
    Request request(List<NewJob> newJobs) {
        return new Request(newJobs.stream().anyMatch(newJob -> newJob.reuse() != null));
    }

    /// Makes jobs that asked for a result to be reused findable. Runs in the transaction that inserts the job.
    void recorded(NewJob newJob, Job job) {
        if (newJob.reuse() != null) {
            store.add(job);
        }
    }

    /// One request. Not thread-safe.
    final class Request {

        private final boolean isRequested;
        private final Map<ComputationKey, UUID> members = new HashMap<>();

        private Request(boolean isRequested) {
            this.isRequested = isRequested;
        }

        /// Notes a job of this request, whose result later jobs of the request can take.
        void add(Job job) {
            if (isRequested && (job.state() == JobState.QUEUED || job.state() == JobState.RUNNING)) {
                members.putIfAbsent(ComputationKey.of(job.spec()), job.id());
            }
        }

        /// @param job queued, not admitted yet
        /// @param now the time
        /// @return the job with a result, or waiting for one; the same job if it has to run
        Job apply(NewJob newJob, Job job, Instant now) {
            Duration reuse = newJob.reuse();
            if (reuse == null || job.state() != JobState.QUEUED) {
                return job;
            }
            ComputationKey key = ComputationKey.of(job.spec());
            Optional<Source> finished = store.findFinished(job.owner(), key, now.minus(reuse), now);
            if (finished.isPresent()) {
                Source source = finished.get();
                Job waiting = job.awaitingResultOf(source.job().id());
                return source.hasPieces() ? waiting : waiting.reusing(source.job(), now, retention.finishedJobs());
            }
            return Optional.ofNullable(members.get(key))
                    .or(() -> store.findUnfinished(job.owner(), key).map(Job::id))
                    .map(job::awaitingResultOf)
                    .orElse(job);
        }

        /// Gives results to jobs that wait for a job of the same request.
        ///
        /// @param jobs all jobs of the request; short ones may have ended
        /// @param now the time
        /// @return the jobs in the same order
        List<Job> withResults(List<Job> jobs, Instant now) {
            if (!isRequested) {
                return jobs;
            }
            Map<UUID, Job> ended = jobs.stream()
                    .filter(job -> job.isReusableAt(now))
                    .collect(Collectors.toMap(Job::id, Function.identity()));
            return jobs.stream()
                    .map(job -> job.awaitsResult()
                            ? Optional.ofNullable(ended.get(job.origin().reusedFrom()))
                                    .map(source -> job.reusing(source, now, retention.finishedJobs()))
                                    .orElse(job)
                            : job)
                    .toList();
        }
    }
}
