package dev.interleave.execution;

import dev.interleave.execution.BriefJobs.Attempt;
import dev.interleave.job.Demand;
import dev.interleave.job.IdempotencyConflictException;
import dev.interleave.job.IdempotencyConflictException.Reason;
import dev.interleave.job.IdempotencyKey;
import dev.interleave.job.Job;
import dev.interleave.job.JobIds;
import dev.interleave.job.JobQuotas;
import dev.interleave.job.JobSpec;
import dev.interleave.job.JobState;
import dev.interleave.job.JobStore;
import dev.interleave.job.NewJob;
import dev.interleave.job.Submission;
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

/// Accepts jobs: decides which of them have room at once, records all of them in one go, and launches those.
/// Where the caller waits anyway, brief ones are run before that.
/// Thread-safe.
@Component
final class Submissions {

    private final JobStore store;
    private final JobIds ids;
    private final Admission admission;
    private final WaitingJobs waiting;
    private final Launcher launcher;
    private final BriefJobs briefJobs;
    private final QueuePump pump;
    private final Sharing sharing;
    private final InstanceId instance;
    private final InstantSource clock;
    private final JobFigures figures;
    private final RequestTrace trace;
    private final JobQuotas quotas;
    private final Set<String> keysInUse = ConcurrentHashMap.newKeySet();

    Submissions(
            JobStore store,
            JobIds ids,
            Admission admission,
            WaitingJobs waiting,
            Launcher launcher,
            BriefJobs briefJobs,
            QueuePump pump,
            Sharing sharing,
            InstanceId instance,
            InstantSource clock,
            JobFigures figures,
            RequestTrace trace,
            JobQuotas quotas) {
        this.store = store;
        this.ids = ids;
        this.admission = admission;
        this.waiting = waiting;
        this.launcher = launcher;
        this.briefJobs = briefJobs;
        this.pump = pump;
        this.sharing = sharing;
        this.instance = instance;
        this.clock = clock;
        this.figures = figures;
        this.trace = trace;
        this.quotas = quotas;
    }

    Submission submit(List<NewJob> newJobs, @Nullable IdempotencyKey key, boolean awaited) {
        return key == null ? accept(newJobs, null, awaited) : withKey(key, () -> acceptOrReplay(newJobs, key, awaited));
    }

    private Submission withKey(IdempotencyKey key, Supplier<Submission> action) {
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

    private Submission acceptOrReplay(List<NewJob> newJobs, IdempotencyKey key, boolean awaited) {
        Optional<List<Job>> made = store.findByKey(key);
        return made.isPresent() ? new Submission(made.get(), true) : accept(newJobs, key, awaited);
    }

    private Submission accept(List<NewJob> newJobs, @Nullable IdempotencyKey key, boolean awaited) {
        requireQuota(newJobs);
        Instant now = clock.instant();
        long releases = admission.releases();
        List<Job> admitted = new ArrayList<>();
        for (NewJob newJob : newJobs) {
            admitted.add(admitIfRoom(newJob, now, admitted.size()));
        }
        Intake intake = Intake.of(admitted, awaited ? briefJobs.attempt(brief(admitted)) : List.of());
        if (!record(intake, key, () -> keepAttachments(newJobs, intake.jobs()))) {
            throw new IdempotencyConflictException(Reason.IN_USE); // another instance was faster
        }
        figures.submitted(intake.jobs().size());
        briefJobs.recorded(intake.attempts());
        launcher.launch(intake.toLaunch());
        if (releases != admission.releases()) {
            pump.wake(); // for room that was made before the rest of them could be seen in the queue
        }
        if (intake.queued() > 0) {
            sharing.offer();
            pump.lookLater();
        }
        return new Submission(intake.jobs(), false);
    }

    private static List<Job> brief(List<Job> admitted) {
        return admitted.stream()
                .filter(job -> isRunning(job) && BriefJobs.isBrief(job.spec()))
                .toList();
    }

    /// What is not recorded gives back its room, whatever the reason.
    private boolean record(Intake intake, @Nullable IdempotencyKey key, Runnable alongside) {
        boolean recorded = false;
        try {
            waiting.join(intake.queued());
            try {
                recorded = store.insert(intake.jobs(), key, alongside);
            } finally {
                if (!recorded) {
                    waiting.leave(intake.queued());
                }
            }
        } finally {
            if (!recorded) {
                briefJobs.refused(intake.attempts());
                intake.toLaunch().forEach(job -> admission.release(job.spec()));
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
                        admitted.stream().filter(Submissions::isRunning).toList());
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

        private long queued() {
            return jobs.stream().filter(job -> job.state() == JobState.QUEUED).count();
        }
    }

    /// Whoever is at a limit is told so before anything is taken from others.
    private void requireQuota(List<NewJob> newJobs) {
        String owner = newJobs.getFirst().owner();
        if (quotas.limit(owner)) {
            quotas.refusal(owner, Demand.of(newJobs)).ifPresent(refusal -> {
                throw refusal;
            });
        }
    }

    private static void keepAttachments(List<NewJob> newJobs, List<Job> jobs) {
        for (int i = 0; i < jobs.size(); i++) {
            Job job = jobs.get(i);
            newJobs.get(i).attachments().forEach(attachment -> attachment.keep(job));
        }
    }

    /// A long job does not overtake those that wait; a short one may, in the room that is kept for its like.
    private Job admitIfRoom(NewJob newJob, Instant now, int before) {
        JobSpec spec = newJob.spec();
        Job job = Job.submitted(ids.next(), newJob.owner(), spec, now).in(trace.trace());
        boolean mayEnter = Admission.isShort(spec) || (waiting.isEmpty() && !sharing.offers());
        return mayEnter && !sharing.isEnough(before) && admission.tryAdmit(spec)
                ? job.admitted(instance.value(), now)
                : job;
    }

    private static boolean isRunning(Job job) {
        return job.state() == JobState.RUNNING;
    }
}
