package dev.interleave.execution.submission;

import dev.interleave.execution.admission.MemoryBudget;
import dev.interleave.execution.admission.QueueDepth;
import dev.interleave.execution.instance.InstanceId;
import dev.interleave.execution.metrics.JobMetrics;
import dev.interleave.execution.submission.EagerExecution.Attempt;
import dev.interleave.job.JobQuotas;
import dev.interleave.job.JobStore;
import dev.interleave.job.JobSubmitter;
import dev.interleave.job.NewJob;
import dev.interleave.job.SubmissionOutcome;
import dev.interleave.job.WaitingJobStore;
import dev.interleave.job.model.IdempotencyConflictException;
import dev.interleave.job.model.IdempotencyConflictException.Reason;
import dev.interleave.job.model.IdempotencyKey;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.JobSpec;
import dev.interleave.job.model.JobState;
import dev.interleave.job.origin.JobOrigin;
import dev.interleave.store.StoreClock;
import dev.interleave.tracing.RequestTrace;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Accepts jobs: admits those that fit the memory budget, inserts all in one transaction, and launches the
/// admitted ones. Brief jobs of a waiting client run before the insert. Thread-safe.
@Component
public final class JobSubmission implements JobSubmitter {

    private final JobStore store;
    private final WaitingJobStore waitingJobs;
    private final StoreClock storeClock;
    private final MemoryBudget memoryBudget;
    private final QueueDepth queueDepth;
    private final JobLauncher jobLauncher;
    private final EagerExecution eagerExecution;
    private final QueuePoller queuePoller;
    private final WorkSharing workSharing;
    private final InstanceId instance;
    private final InstantSource clock;
    private final JobMetrics metrics;
    private final RequestTrace trace;
    private final JobQuotas quotas;
    private final ResultReuse resultReuse;
    private final Set<String> keysInUse = ConcurrentHashMap.newKeySet();

    public JobSubmission(
            JobStore store,
            WaitingJobStore waitingJobs,
            StoreClock storeClock,
            MemoryBudget memoryBudget,
            QueueDepth queueDepth,
            JobLauncher jobLauncher,
            EagerExecution eagerExecution,
            QueuePoller queuePoller,
            WorkSharing workSharing,
            InstanceId instance,
            InstantSource clock,
            JobMetrics metrics,
            RequestTrace trace,
            JobQuotas quotas,
            ResultReuse resultReuse) {
        this.store = store;
        this.waitingJobs = waitingJobs;
        this.storeClock = storeClock;
        this.memoryBudget = memoryBudget;
        this.queueDepth = queueDepth;
        this.jobLauncher = jobLauncher;
        this.eagerExecution = eagerExecution;
        this.queuePoller = queuePoller;
        this.workSharing = workSharing;
        this.instance = instance;
        this.clock = clock;
        this.metrics = metrics;
        this.trace = trace;
        this.quotas = quotas;
        this.resultReuse = resultReuse;
    }

    @Override
    public SubmissionOutcome submit(List<NewJob> newJobs, @Nullable IdempotencyKey key, boolean awaited) {
        return key == null ? accept(newJobs, null, awaited) : withKey(key, () -> acceptOrReplay(newJobs, key, awaited));
    }

    private SubmissionOutcome withKey(IdempotencyKey key, Supplier<SubmissionOutcome> action) {
        String used = key.owner() + " " + key.value(); // a value has no space
        if (!keysInUse.add(used)) {
            throw new IdempotencyConflictException(Reason.IN_USE);
        }
        try {
            return action.get();
        } finally {
            keysInUse.remove(used);
        }
    }

    private SubmissionOutcome acceptOrReplay(List<NewJob> newJobs, IdempotencyKey key, boolean awaited) {
        Optional<List<Job>> made = store.findByKey(key);
        return made.isPresent() ? new SubmissionOutcome(made.get(), true) : accept(newJobs, key, awaited);
    }

    private SubmissionOutcome accept(List<NewJob> newJobs, @Nullable IdempotencyKey key, boolean awaited) {
        quotas.check(newJobs.getFirst().owner(), newJobs);
        Instant now = clock.instant();
        long releases = memoryBudget.releases();
        List<Job> admitted = new ArrayList<>();
        ResultReuse.Request reuse = resultReuse.request(newJobs);
        for (NewJob newJob : newJobs) {
            Job job = admitIfRoom(newJob, reuse, now, admitted.size());
            reuse.add(job);
            admitted.add(job);
        }
        Intake intake = Intake.of(admitted, awaited ? eagerExecution.attempt(brief(admitted)) : List.of())
                .with(reuse, now);
        if (!record(intake, key, () -> keepAttachments(newJobs, intake.jobs()))) {
            throw new IdempotencyConflictException(Reason.IN_USE); // another instance was faster
        }
        metrics.submitted(intake.jobs().size());
        eagerExecution.recorded(intake.attempts());
        metrics.finished(intake.reused());
        jobLauncher.launch(intake.toLaunch());
        if (releases != memoryBudget.releases()) {
            queuePoller.wake(); // for memory that was released before the queued jobs were visible
        }
        if (intake.queued() > 0) {
            workSharing.announceQueuedJobs();
            queuePoller.pollLater();
        }
        return new SubmissionOutcome(intake.jobs(), false);
    }

    private static List<Job> brief(List<Job> admitted) {
        return admitted.stream()
                .filter(job -> isRunning(job) && EagerExecution.isBrief(job))
                .toList();
    }

    /// Releases the memory of jobs that were not stored, whatever the reason.
    private boolean record(Intake intake, @Nullable IdempotencyKey key, Runnable alongside) {
        boolean recorded = false;
        try {
            queueDepth.reserve(intake.queued());
            try {
                recorded = store.insert(intake.jobs(), key, alongside);
            } finally {
                if (!recorded) {
                    queueDepth.release(intake.queued());
                }
            }
        } finally {
            if (!recorded) {
                eagerExecution.refused(intake.attempts());
                intake.toLaunch().forEach(job -> memoryBudget.release(job));
            }
        }
        return recorded;
    }

    /// @param jobs as they are to be recorded, in the order of the request
    /// @param attempts those of them that the loop has stepped already
    /// @param toLaunch those that it is to step once they are recorded
    private record Intake(List<Job> jobs, List<Attempt> attempts, List<Job> toLaunch) {

        private static Intake of(List<Job> admitted, List<Attempt> attempts) {
            if (attempts.isEmpty()) {
                return new Intake(
                        admitted,
                        attempts,
                        admitted.stream().filter(JobSubmission::isRunning).toList());
            }
            Map<UUID, Job> tried = attempts.stream().map(Attempt::job).collect(Collectors.toMap(Job::id, job -> job));
            return new Intake(
                    admitted.stream()
                            .map(job -> tried.getOrDefault(job.id(), job))
                            .toList(),
                    attempts,
                    admitted.stream()
                            .filter(job -> isRunning(job) && !tried.containsKey(job.id()))
                            .toList());
        }

        /// Gives results to jobs that wait for a job that has ended already.
        private Intake with(ResultReuse.Request reuse, Instant now) {
            return new Intake(reuse.withResults(jobs, now), attempts, toLaunch);
        }

        private List<Job> reused() {
            return jobs.stream()
                    .filter(job -> job.state().isFinal() && job.origin().reusedFrom() != null)
                    .toList();
        }

        private long queued() {
            return jobs.stream().filter(job -> job.state() == JobState.QUEUED).count();
        }
    }

    /// In the transaction that inserts the jobs.
    private void keepAttachments(List<NewJob> newJobs, List<Job> jobs) {
        for (int i = 0; i < jobs.size(); i++) {
            Job job = jobs.get(i);
            newJobs.get(i).attachments().forEach(attachment -> attachment.store(job));
            resultReuse.recorded(newJobs.get(i), job);
            if ((job.state() == JobState.WAITING && !job.awaitsResult()) || job.state() == JobState.SCHEDULED) {
                waitingJobs.add(job);
            }
        }
    }

    /// Long jobs do not overtake queued ones; small jobs may, in the memory that is reserved for them.
    private Job admitIfRoom(NewJob newJob, ResultReuse.Request reuse, Instant now, int before) {
        JobSpec spec = newJob.spec();
        Job submitted = Job.submitted(newJob.id(), newJob.owner(), spec, newJob.plan(), now, storeTime(newJob))
                .from(JobOrigin.NONE.in(trace.trace()));
        Job job = reuse.apply(newJob, submitted, now);
        if (job.state() != JobState.QUEUED) {
            return job;
        }
        boolean mayEnter = MemoryBudget.isSmall(spec) || (queueDepth.isEmpty() && !workSharing.leavesLongJobs());
        return mayEnter && !workSharing.isFull(before) && memoryBudget.tryAdmit(job)
                ? job.admitted(instance.value(), now)
                : job;
    }

    /// Asks the store only if it matters.
    private Instant storeTime(NewJob newJob) {
        return newJob.plan().startAt() == null ? Instant.MIN : storeClock.instant();
    }

    private static boolean isRunning(Job job) {
        return job.state() == JobState.RUNNING;
    }
}
