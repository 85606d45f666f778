package dev.interleave.job.jdbc;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.interleave.job.JobFilter;
import dev.interleave.job.JobFilter.Order;
import dev.interleave.job.JobFilter.Period;
import dev.interleave.job.JobPage;
import dev.interleave.job.WaitingJobStore;
import dev.interleave.job.WaitingJobStore.Settled;
import dev.interleave.job.model.FailureReason;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.JobAttempt;
import dev.interleave.job.model.JobFailure;
import dev.interleave.job.model.JobState;
import dev.interleave.job.model.PredecessorNotFoundException;
import dev.interleave.job.model.Priority;
import dev.interleave.job.plan.FailurePolicy;
import dev.interleave.job.plan.JobPlan;
import dev.interleave.job.plan.RetryPolicy;
import dev.interleave.store.Dialect;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Stores jobs that wait for a time or for other jobs, and their attempts.
@ParameterizedClass
@EnumSource(Dialect.class)
class WaitingJobStoreTest extends JobStoreFixture {

    WaitingJobStoreTest(Dialect dialect) {
        super(dialect);
    }

    @Nested
    class Start {

        @Test
        void queuesJobsThatAreDueEarliestFirst() {
            Job last = scheduled(30);
            Job first = scheduled(10);
            Job second = scheduled(20);
            insertWaiting(last, first, second);

            assertThat(waiting().nextStart()).contains(at(10));
            assertThat(waiting().queueDue(at(9), 10)).isZero();
            assertThat(waiting().queueDue(at(25), 1)).isEqualTo(1);
            assertThat(state(first)).isEqualTo(JobState.QUEUED);
            assertThat(waiting().queueDue(at(25), 10)).isEqualTo(1);
            assertThat(state(second)).isEqualTo(JobState.QUEUED);
            assertThat(state(last)).isEqualTo(JobState.SCHEDULED);
            assertThat(waiting().nextStart()).contains(at(30));
        }

        @Test
        void isListedEarliestFirst() {
            Job[] jobs = IntStream.range(0, 30)
                    .mapToObj(i -> scheduled((i * 7) % 10))
                    .toArray(Job[]::new);
            insertWaiting(jobs);
            insert(job(3));
            JobFilter filter = new JobFilter(
                    "", Set.of(JobState.SCHEDULED), Set.of(), List.of(), Period.ALL, Period.ALL, Order.START);

            List<UUID> listed = new ArrayList<>();
            @Nullable UUID after = null;
            do {
                JobPage page = jobs().list(filter, 7, after);
                page.jobs().forEach(job -> listed.add(job.id()));
                after = page.next();
            } while (after != null);

            assertThat(listed)
                    .isEqualTo(Arrays.stream(jobs)
                            .sorted((a, b) -> start(a).equals(start(b))
                                    ? a.id().toString().compareTo(b.id().toString())
                                    : start(a).compareTo(start(b)))
                            .map(Job::id)
                            .toList());
        }

        @Test
        void isStoredWithTheRestOfThePlan() {
            JobPlan plan =
                    new JobPlan(at(10), List.of(), FailurePolicy.CANCEL, new RetryPolicy(3, Duration.ofSeconds(7)));
            Job job = Job.submitted(ids.next(), "", job(5).spec(), plan, clock.instant(), clock.instant());
            insertWaiting(job);

            assertThat(jobs().find(job.id())).contains(job);
        }

        @Test
        void isAnnouncedAfterTheCommit() {
            AtomicInteger announced = new AtomicInteger();
            waiting().onChange(announced::incrementAndGet);
            insertWaiting(scheduled(10));

            assertThat(announced).hasValue(1);
        }
    }

    @Nested
    class Predecessors {

        @Test
        void settleAJobWhenTheLastOneEnds() {
            Job a = running(12);
            Job b = running(8);
            Job waiting = after(FailurePolicy.CANCEL, a, b);
            insert(a, b);
            insertWaiting(waiting);
            assertThat(waiting().settled(10)).isEmpty();

            jobs().finish(List.of(succeeded(a)));
            assertThat(waiting().settled(10)).containsExactly(new Settled(waiting.id(), null, true));
            waiting().acknowledge(List.of(waiting.id()));
            assertThat(waiting().settled(10)).isEmpty();

            jobs().finish(List.of(succeeded(b)));
            assertThat(waiting().settled(10)).containsExactly(new Settled(waiting.id(), null, false));
        }

        /// Between the two calls of one instance, the last predecessor ends.
        @Test
        void areNotLostIfTheLastOneEndsBeforeTheAcknowledgement() {
            Job a = running(12);
            Job b = running(8);
            Job waiting = after(FailurePolicy.CANCEL, a, b);
            insert(a, b);
            insertWaiting(waiting);
            jobs().finish(List.of(succeeded(a)));

            assertThat(waiting().settled(10)).extracting(Settled::waits).containsExactly(true);
            jobs().finish(List.of(succeeded(b)));
            waiting().acknowledge(List.of(waiting.id()));

            assertThat(waiting().settled(10)).containsExactly(new Settled(waiting.id(), null, false));
        }

        @Test
        void mayHaveEndedBeforeTheInsertion() {
            Job a = running(12);
            insert(a);
            jobs().finish(List.of(succeeded(a)));
            Job waiting = after(FailurePolicy.CANCEL, a);
            insertWaiting(waiting);

            assertThat(waiting().settled(10)).containsExactly(new Settled(waiting.id(), null, false));
        }

        @Test
        void tellWhichOneDidNotSucceed() {
            Job a = running(12);
            Job b = job(8);
            insert(a, b);
            Job first = after(FailurePolicy.CANCEL, a);
            Job second = after(FailurePolicy.RUN, b);
            insertWaiting(first, second);

            jobs().finish(List.of(
                    a.failed(new JobFailure(FailureReason.TIMED_OUT, "too long"), clock.instant(), retention())));
            jobs().change(b, b.cancelled(clock.instant(), retention()));

            assertThat(waiting().settled(10))
                    .containsExactlyInAnyOrder(
                            new Settled(first.id(), a.id(), false), new Settled(second.id(), b.id(), false));
            jobs().change(first, first.cancelled(clock.instant(), retention()));
            waiting().forget(List.of(first.id(), second.id()));
            assertThat(waiting().settled(10)).containsExactly(new Settled(second.id(), b.id(), false));
            jobs().change(second, second.released(clock.instant()));
            waiting().forget(List.of(first.id(), second.id()));
            assertThat(waiting().settled(10)).isEmpty();
            assertThat(store.count("job_dependency")).isZero();
        }

        @Test
        void ofAnotherOwnerDoNotExist() {
            Job foreign = ownedBy("other", job(12));
            insert(foreign);
            Job waiting = after(FailurePolicy.CANCEL, foreign);

            assertThatExceptionOfType(PredecessorNotFoundException.class).isThrownBy(() -> insertWaiting(waiting));
            assertThat(jobs().find(waiting.id())).isEmpty();
        }

        @Test
        void areAnnouncedWhenTheyEnd() {
            Job a = running(12);
            insert(a);
            insertWaiting(after(FailurePolicy.CANCEL, a));
            AtomicInteger announced = new AtomicInteger();
            waiting().onChange(announced::incrementAndGet);

            jobs().finish(List.of(succeeded(a)));
            assertThat(announced).hasValue(1);
        }
    }

    @Nested
    class Changes {

        @Test
        void replaceLabelsAndPriority() {
            Job job = job(12, Map.of("team", "a", "kind", "x"), null);
            insert(job);
            Job changed = job.amended(job.spec().with(Priority.LOW, Map.of("team", "b")), null, clock.instant());

            assertThat(jobs().amend(job, changed)).isTrue();
            assertThat(jobs().find(job.id())).contains(changed);
            assertThat(listed(new JobFilter.Label("team", "b"))).containsExactly(job.id());
            assertThat(listed(new JobFilter.Label("team", "a"))).isEmpty();
            assertThat(listed(new JobFilter.Label("kind", "x"))).isEmpty();
        }

        @Test
        void areRefusedAfterAnotherChange() {
            Job job = job(12);
            insert(job);
            Job low = job.amended(job.spec().with(Priority.LOW, Map.of()), null, clock.instant());
            Job normal = job.amended(job.spec().with(Priority.NORMAL, Map.of("a", "b")), null, clock.instant());

            assertThat(jobs().amend(job, low)).isTrue();
            assertThat(jobs().amend(job, low)).isTrue(); // a commit that was reported as failed
            assertThat(jobs().amend(job, normal)).isFalse();
        }

        @Test
        void moveTheStart() {
            Job job = scheduled(10);
            insertWaiting(job);
            Job later = job.amended(job.spec(), at(50), clock.instant());

            assertThat(jobs().amend(job, later)).isTrue();
            assertThat(waiting().nextStart()).contains(at(50));
            assertThat(waiting().queueDue(at(60), 10)).isEqualTo(1);
            assertThat(jobs().amend(later, later.amended(job.spec(), at(70), clock.instant())))
                    .isFalse();
        }

        @Test
        void startNoJobThatHasBecomeDueMeanwhile() {
            Job job = scheduled(10);
            insertWaiting(job);
            waiting().queueDue(at(20), 10);

            assertThat(jobs().amend(job, job.amended(job.spec(), at(0), at(20))))
                    .isFalse();
        }

        /// A checkpoint of a running job does not undo a change by a client.
        @Test
        void surviveChangesOfTheState() {
            Job job = running(12);
            insert(job);
            jobs().amend(job, job.amended(job.spec().with(Priority.LOW, Map.of("a", "b")), null, clock.instant()));
            jobs().change(job, job.paused());

            Job stored = jobs().find(job.id()).orElseThrow();
            assertThat(stored.state()).isEqualTo(JobState.PAUSED);
            assertThat(stored.spec().priority()).isEqualTo(Priority.LOW);
            assertThat(stored.history().revision()).isEqualTo(1);
        }
    }

    @Nested
    class Attempts {

        @Test
        void areKeptInOrder() {
            Job job = running(12);
            insert(job);
            Job failed = job.failed(new JobFailure(FailureReason.TIMED_OUT, "too long"), at(1), retention());
            jobs().finish(List.of(failed));
            Job second = failed.retried();
            JobAttempt first = new JobAttempt(
                    1, JobState.FAILED, failed.timestamps().startedAt(), at(1), FailureReason.TIMED_OUT, "too long");

            assertThat(jobs().retry(failed, second, first)).isTrue();
            assertThat(jobs().find(job.id())).contains(second);
            assertThat(jobs().retry(failed, second, first)).isTrue(); // a commit that was reported as failed
            assertThat(jobs().attempts(job.id())).containsExactly(first);

            Job cancelled = second.cancelled(at(2), retention());
            jobs().change(second, cancelled);
            JobAttempt next = new JobAttempt(2, JobState.CANCELLED, null, at(2), null, null);
            assertThat(jobs().retry(cancelled, cancelled.retried(), next)).isTrue();
            assertThat(jobs().attempts(job.id())).containsExactly(first, next);
            assertThat(jobs().find(job.id()).orElseThrow().history().attempt()).isEqualTo(3);
        }

        /// The retention deletes the result of a later attempt as well.
        @Test
        void keepTheirOwnResult() {
            Job job = running(12);
            insert(job);
            Job failed = job.failed(new JobFailure(FailureReason.TIMED_OUT, "too long"), at(1), retention());
            jobs().finish(List.of(failed));
            jobs().deleteExpired(at(2).plus(retention()), 10);
            Job second = failed.retried();
            jobs().retry(failed, second, new JobAttempt(1, JobState.FAILED, null, at(1), null, null));
            Job again = second.admitted("a", at(3));
            jobs().change(second, again);
            jobs().finish(List.of(again.succeeded(result(12), at(4), retention())));

            jobs().deleteExpired(at(5).plus(retention()), 10);

            assertThat(jobs().find(job.id()).orElseThrow().result())
                    .satisfies(kept -> assertThat(requireNonNull(kept).value()).isNull());
        }

        @Test
        void followAtTheirTime() {
            Job job = running(12);
            insert(job);
            Job retried = job.retriedAt(at(10));
            JobAttempt attempt = new JobAttempt(
                    1, JobState.FAILED, job.timestamps().startedAt(), at(1), FailureReason.TIMED_OUT, "too long");

            assertThat(jobs().retry(job, retried, attempt)).isTrue();
            assertThat(jobs().find(job.id())).contains(retried);
            assertThat(waiting().nextStart()).contains(at(10));
        }

        @Test
        void keepAJobThatIsAboutToBeDeleted() {
            Job job = running(12);
            insert(job);
            Job failed = job.failed(new JobFailure(FailureReason.TIMED_OUT, "too long"), at(1), retention());
            jobs().finish(List.of(failed));
            Job second = failed.retried();
            store.beforeDeletion =
                    () -> jobs().retry(failed, second, new JobAttempt(1, JobState.FAILED, null, at(1), null, null));

            jobs().deleteExpired(at(1).plus(retention()).plus(retention()).plusSeconds(1), 10);

            assertThat(jobs().find(job.id())).contains(second);
            assertThat(jobs().attempts(job.id())).hasSize(1);
        }

        @Test
        void areDeletedWithTheJob() {
            Job job = running(12);
            insert(job);
            Job failed = job.failed(new JobFailure(FailureReason.TIMED_OUT, "too long"), at(1), retention());
            jobs().finish(List.of(failed));
            Job second = failed.retried();
            jobs().retry(failed, second, new JobAttempt(1, JobState.FAILED, null, at(1), null, null));
            jobs().change(second, second.cancelled(at(2), retention()));

            assertThat(jobs().delete(job.id())).isTrue();
            assertThat(store.count("job_attempt")).isZero();
        }
    }

    private WaitingJobStore waiting() {
        return store.waitingJobs();
    }

    private Instant at(int seconds) {
        return clock.instant().plusSeconds(seconds);
    }

    private static Instant start(Job job) {
        return requireNonNull(job.plan().startAt());
    }

    private Job scheduled(int seconds) {
        return Job.submitted(
                ids.next(), "", job(12).spec(), JobPlan.NONE.startingAt(at(seconds)), clock.instant(), at(-1));
    }

    private Job running(long n) {
        return job(n).admitted("a", clock.instant());
    }

    private Job after(FailurePolicy onFailure, Job... predecessors) {
        JobPlan plan =
                new JobPlan(null, Arrays.stream(predecessors).map(Job::id).toList(), onFailure, RetryPolicy.NONE);
        return Job.submitted(ids.next(), "", job(12).spec(), plan, clock.instant(), clock.instant());
    }

    private void insertWaiting(Job... all) {
        jobs().insert(List.of(all), null, () -> Arrays.stream(all).forEach(waiting()::add));
    }

    private List<UUID> listed(JobFilter.Label label) {
        JobFilter filter = new JobFilter("", Set.of(), Set.of(), List.of(label), Period.ALL, Period.ALL, Order.DESC);
        return jobs().list(filter, 10, null).jobs().stream().map(Job::id).toList();
    }
}
