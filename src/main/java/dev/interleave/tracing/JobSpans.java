package dev.interleave.tracing;

import dev.interleave.job.JobListener;
import dev.interleave.job.model.Job;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Makes a span of each job whose end has become durable. It is made of the record, not kept open meanwhile: so
/// it costs nothing while the job runs, and there is exactly one, whichever instances have run the job.
/// Thread-safe.
@Component
final class JobSpans implements JobListener {

    private static final Logger log = LoggerFactory.getLogger(JobSpans.class);

    private final Spans spans;

    JobSpans(Spans spans) {
        this.spans = spans;
    }

    /// There is nothing to be seen of a span before its end.
    @Override
    public void recorded(Collection<Job> started, Collection<Job> ended) {
        if (!spans.areOn()) {
            return;
        }
        List<Job> traced = ended.stream().filter(JobSpans::isTraced).toList();
        if (!traced.isEmpty()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    record(traced);
                }
            });
        }
    }

    private static boolean isTraced(Job job) {
        return job.trace() != null && job.trace().isSampled();
    }

    /// Does not throw: the commit has taken place.
    private void record(List<Job> jobs) {
        try {
            jobs.forEach(spans::record);
        } catch (RuntimeException e) {
            log.warn("Could not create the spans of completed jobs", e);
        }
    }
}
