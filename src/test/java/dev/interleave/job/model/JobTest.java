package dev.interleave.job.model;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.interleave.computation.Algorithm;
import dev.interleave.computation.Computation;
import dev.interleave.computation.Input;
import dev.interleave.computation.catalogue.Catalogue;
import dev.interleave.computation.catalogue.ComputationLimits;
import dev.interleave.job.plan.FailurePolicy;
import dev.interleave.job.plan.JobPlan;
import dev.interleave.job.plan.RetryPolicy;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class JobTest {

    private static final Instant CREATED = Instant.parse("2026-11-01T12:00:00Z");
    private static final Instant LATER = CREATED.plusSeconds(60);
    private static final Duration RETENTION = Duration.ofDays(7);
    private static final JobResult RESULT = new JobResult(2, 5, "0".repeat(64), "24");
    private static final JobFailure FAILURE = new JobFailure(FailureReason.TIMED_OUT, "The job ran too long.");

    private static final Map<JobState, UnaryOperator<Job>> TRANSITIONS = Map.of(
            JobState.SCHEDULED, job -> job.state() == JobState.RUNNING ? job.retriedAt(LATER) : job.released(CREATED),
            JobState.QUEUED,
                    job -> switch (job.state()) {
                        case WAITING, SCHEDULED -> job.released(LATER);
                        case PAUSED -> job.resumed();
                        default -> job.requeued();
                    },
            JobState.RUNNING, job -> job.admitted("instance", LATER),
            JobState.PAUSED, Job::paused,
            JobState.SUCCEEDED, job -> job.succeeded(RESULT, LATER, RETENTION),
            JobState.FAILED, job -> job.failed(FAILURE, LATER, RETENTION),
            JobState.CANCELLED, job -> job.cancelled(LATER, RETENTION));

    /// No state is followed by `WAITING`.
    record Transition(JobState from, JobState to) {}

    static Stream<Transition> transitions() {
        return Arrays.stream(JobState.values())
                .flatMap(from -> TRANSITIONS.keySet().stream().map(to -> new Transition(from, to)));
    }

    @ParameterizedTest
    @MethodSource("transitions")
    void makesTheTransitionsOfItsStateAndNoOther(Transition transition) {
        Job job = in(transition.from());
        UnaryOperator<Job> change = requireNonNull(TRANSITIONS.get(transition.to()));
        if (transition.from().next().contains(transition.to())) {
            Job changed = change.apply(job);
            assertThat(changed.state()).isEqualTo(transition.to());
            assertThat(changed.id()).isEqualTo(job.id());
        } else {
            assertThatExceptionOfType(IllegalTransitionException.class).isThrownBy(() -> change.apply(job));
        }
    }

    @ParameterizedTest
    @EnumSource
    void hasEndedWhereNoTransitionIsLeft(JobState state) {
        assertThat(state.isFinal()).isEqualTo(state.next().isEmpty());
    }

    @Nested
    class Specifications {

        @Test
        void estimateTheirCostOnce() {
            var estimates = new AtomicInteger();
            Computation factorial = spec().computation();
            Computation counted = (Computation) Proxy.newProxyInstance(
                    Computation.class.getClassLoader(), new Class<?>[] {Computation.class}, (_, method, arguments) -> {
                        if (method.getName().equals("estimate")) {
                            estimates.incrementAndGet();
                        }
                        return method.invoke(factorial, arguments);
                    });
            var spec = new JobSpec(counted, Input.of("n", 12), Algorithm.ITERATIVE, Priority.NORMAL, Map.of(), null);
            Job.submitted(UUID.randomUUID(), "owner", spec, CREATED);
            assertThat(spec.mayBeCheckpointed()).isFalse();
            assertThat(spec.resultBytes()).isPositive();
            assertThat(estimates).hasValue(1);
        }
    }

    @Nested
    class Leases {

        @Test
        void areTakenAtAdmission() {
            Job running = in(JobState.RUNNING);
            assertThat(running.lease().instance()).isEqualTo("instance");
            assertThat(running.timestamps().startedAt()).isEqualTo(LATER);
        }

        @Test
        void areReleasedByAPause() {
            assertThat(in(JobState.PAUSED).lease().instance()).isNotEqualTo("instance");
        }

        @Test
        void growInEpochWithEachHolder() {
            Job first = in(JobState.RUNNING);
            Job second = first.requeued().admitted("another", LATER);
            assertThat(second.lease().epoch()).isGreaterThan(first.lease().epoch());
        }
    }

    @Nested
    class Requeueing {

        @Test
        void startsOverWithoutACheckpoint() {
            Job requeued = in(JobState.RUNNING)
                    .progressed(new Progress(5, 10L, 5, 0.5))
                    .requeued();
            assertThat(requeued.progress().steps()).isZero();
            assertThat(requeued.timestamps().startedAt()).isNull();
        }
    }

    @Nested
    class Ends {

        @Test
        void keepTheResultForItsRetention() {
            Job succeeded = in(JobState.SUCCEEDED);
            assertThat(succeeded.result()).isEqualTo(RESULT);
            assertThat(succeeded.isExpiredAt(LATER.plus(RETENTION).minusMillis(1)))
                    .isFalse();
            assertThat(succeeded.isExpiredAt(LATER.plus(RETENTION))).isTrue();
            assertThat(succeeded.expired().result()).isEqualTo(RESULT.withoutValue());
        }

        @Test
        void keepTheFailure() {
            Job failed = in(JobState.FAILED);
            assertThat(failed.failure()).isEqualTo(FAILURE);
            assertThat(failed.result()).isNull();
        }
    }

    private static Job in(JobState state) {
        Job queued = Job.submitted(UUID.randomUUID(), "owner", spec(), CREATED);
        Job running = queued.admitted("instance", LATER);
        return switch (state) {
            case WAITING ->
                submitted(new JobPlan(LATER, List.of(UUID.randomUUID()), FailurePolicy.CANCEL, RetryPolicy.NONE));
            case SCHEDULED -> submitted(JobPlan.NONE.startingAt(LATER));
            case QUEUED -> queued;
            case RUNNING -> running;
            case PAUSED -> running.paused();
            case SUCCEEDED -> running.succeeded(RESULT, LATER, RETENTION);
            case FAILED -> running.failed(FAILURE, LATER, RETENTION);
            case CANCELLED -> running.cancelled(LATER, RETENTION);
        };
    }

    private static Job submitted(JobPlan plan) {
        return Job.submitted(UUID.randomUUID(), "owner", spec(), plan, CREATED, CREATED);
    }

    private static JobSpec spec() {
        var factorial = new Catalogue(new ComputationLimits(1_000)).all().getFirst();
        return new JobSpec(factorial, Input.of("n", 12), Algorithm.ITERATIVE, Priority.NORMAL, Map.of(), null);
    }
}
