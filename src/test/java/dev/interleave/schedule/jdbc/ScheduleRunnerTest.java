package dev.interleave.schedule.jdbc;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.interleave.job.model.QueueFullException;
import dev.interleave.job.model.QuotaExceededException;
import dev.interleave.schedule.OverlapPolicy;
import dev.interleave.schedule.Schedule;
import dev.interleave.schedule.recurrence.IntervalRecurrence;
import dev.interleave.schedule.recurrence.MissedTicks;
import dev.interleave.store.Dialect;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.TransientDataAccessResourceException;

class ScheduleRunnerTest {

    private static final Duration HOUR = Duration.ofHours(1);

    @Nested
    class OnSqlite extends Contract {
        OnSqlite() {
            super(Dialect.SQLITE);
        }
    }

    @Nested
    class OnPostgres extends Contract {
        OnPostgres() {
            super(Dialect.POSTGRESQL);
        }

        @Test
        void twoInstancesRunEachTickOnce() {
            List<Schedule> schedules = new ArrayList<>();
            Instant now = store.now();
            for (int i = 0; i < 300; i++) {
                Schedule schedule = schedule("a", "s" + i, every(HOUR), MissedTicks.ONE, OverlapPolicy.ALLOW);
                schedules.add(insert(overdue(schedule, now.minusMillis(10))));
            }

            startRunner();
            startRunner();

            await().until(() -> schedules.stream().allMatch(schedule -> runs(schedule) > 0));
            assertThat(schedules)
                    .allSatisfy(schedule -> assertThat(runs(schedule)).isOne());
            assertThat(jobs()).isEqualTo(300);
        }

        @Test
        void twoInstancesRunEachSecondOnce() {
            IntervalRecurrence each = every(Duration.ofSeconds(1));
            Schedule schedule = insert(schedule("a", "each second", each, MissedTicks.ALL, OverlapPolicy.ALLOW));

            startRunner();
            startRunner();
            startRunner();

            await().until(() -> runs(schedule) >= 4);
            Schedule current = read(schedule);
            long ticks = Duration.between(each.anchor(), current.ticks().next()).toSeconds() - 1;
            assertThat(current.history().runs()).isEqualTo(ticks);
            assertThat(jobs()).isEqualTo(ticks);
        }
    }

    abstract static class Contract extends ScheduleFixture {

        Contract(Dialect dialect) {
            super(dialect);
        }

        long runs(Schedule schedule) {
            return read(schedule).history().runs();
        }

        private Schedule late(MissedTicks missed, OverlapPolicy overlap, Duration late) {
            Instant tick = store.now().minus(late);
            return overdue(schedule("a", "late", every(HOUR), missed, overlap), tick);
        }

        private Schedule due(OverlapPolicy overlap) {
            return late(MissedTicks.ONE, overlap, Duration.ofMillis(10));
        }

        @Test
        void runsDueTick() {
            Schedule schedule = insert(due(OverlapPolicy.ALLOW));

            startRunner();

            await().until(() -> runs(schedule) == 1);
            Schedule after = read(schedule);
            assertThat(after.history().lastJob())
                    .isNotNull()
                    .isEqualTo(after.history().tickJob());
            assertThat(after.ticks().next()).isAfter(store.now());
            assertThat(jobs()).isOne();
            await().until(() -> outcome("submitted") == 1);
        }

        @Test
        void runsNextTickWhenItIsDue() {
            IntervalRecurrence each = every(Duration.ofSeconds(1));
            Schedule schedule = insert(schedule("a", "soon", each, MissedTicks.ONE, OverlapPolicy.ALLOW));

            startRunner();

            await().until(() -> runs(schedule) == 1);
            Duration late = Duration.between(
                    each.anchor().plusSeconds(1), read(schedule).history().lastRunAt());
            assertThat(late).isBetween(Duration.ZERO, Duration.ofMillis(900));
        }

        @ParameterizedTest
        @CsvSource({"SKIP, 0", "ONE, 1", "ALL, 3"})
        void treatsMissedTicks(MissedTicks missed, int jobs) {
            Instant now = store.now();
            var hourly = new IntervalRecurrence(HOUR, now.minus(Duration.ofMinutes(200)));
            Schedule schedule = insert(overdue(
                    schedule("a", "missed", hourly, missed, OverlapPolicy.ALLOW), now.minus(Duration.ofMinutes(140))));

            startRunner();

            await().until(() -> requireNonNull(read(schedule).ticks().next()).isAfter(now));
            assertThat(jobs()).isEqualTo(jobs);
            assertThat(runs(schedule)).isEqualTo(jobs);
        }

        @Test
        void skipsTickWhileJobIsUnfinished() {
            Schedule schedule = insert(due(OverlapPolicy.SKIP));
            startRunner();
            await().until(() -> runs(schedule) == 1);

            makeDue(schedule);

            await().until(() -> outcome("overlapped") == 1);
            assertThat(jobs()).isOne();
            finishJobs();
            makeDue(schedule);
            await().until(() -> jobs() == 2);
        }

        @Test
        void queuesOneTickWhileJobIsUnfinished() {
            Schedule schedule = insert(due(OverlapPolicy.QUEUE));
            startRunner();
            await().until(() -> runs(schedule) == 1);

            makeDue(schedule);
            await().until(() -> outcome("queued") == 1);
            makeDue(schedule);
            await().until(() -> outcome("overlapped") == 1);
            assertThat(read(schedule).ticks().queued()).isNotNull();
            assertThat(jobs()).isOne();
            finishJobs();

            await().until(() -> jobs() == 2);
            assertThat(read(schedule).ticks().queued()).isNull();
            assertThat(runs(schedule)).isEqualTo(2);
        }

        @Test
        void recordsInvalidJobAndContinues() {
            Schedule schedule = insert(due(OverlapPolicy.ALLOW), INVALID);

            startRunner();

            await().until(() -> outcome("failed") == 1);
            Schedule after = read(schedule);
            assertThat(requireNonNull(after.history().lastError()).detail()).isEqualTo("/n must not be negative");
            assertThat(after.ticks().next()).isAfter(store.now());
            assertThat(after.history().runs()).isZero();
        }

        @ParameterizedTest
        @EnumSource(Refusal.class)
        void repeatsRefusedTick(Refusal reason) {
            refusal.set(reason.exception());
            Schedule schedule = insert(due(OverlapPolicy.ALLOW));
            Instant tick = schedule.ticks().next();

            startRunner();

            if (reason != Refusal.STORE) {
                await().until(() -> outcome("delayed") >= 2);
                Schedule delayed = read(schedule);
                assertThat(delayed.ticks().next()).isEqualTo(tick);
                assertThat(delayed.history().lastError()).isNotNull();
            }
            refusal.set(null);
            await().until(() -> runs(schedule) == 1);
            assertThat(read(schedule).history().lastError()).isNull();
            assertThat(read(schedule).ticks().failures()).isZero();
            assertThat(jobs()).isOne();
        }

        enum Refusal {
            QUEUE,
            QUOTA,
            STORE,
            BUG;

            RuntimeException exception() {
                return switch (this) {
                    case QUEUE -> new QueueFullException(1);
                    case QUOTA -> new QuotaExceededException("used up", Duration.ofSeconds(1));
                    case STORE -> new TransientDataAccessResourceException("gone");
                    case BUG -> new IllegalStateException("a bug");
                };
            }
        }

        @ParameterizedTest
        @EnumSource(
                value = Commits.class,
                names = {"FAIL_BEFORE", "FAIL_AFTER"})
        void runsTickOnceThroughFailedCommits(Commits end) {
            List<Schedule> schedules = new ArrayList<>();
            Instant now = store.now();
            for (int i = 0; i < 20; i++) {
                schedules.add(insert(overdue(schedule("a", "s" + i), now.minusMillis(10))));
            }

            commitsEnd.set(end);
            startRunner();
            await().until(() -> failures.get() >= 20);
            commitsEnd.set(Commits.SUCCEED);

            await().until(() -> schedules.stream().allMatch(schedule -> runs(schedule) == 1));
            assertThat(jobs()).isEqualTo(20);
        }

        @Test
        void doesNotRunPausedSchedule() throws InterruptedException {
            Schedule schedule = insert(due(OverlapPolicy.ALLOW));
            commits.write(() -> store.replace(schedule, schedule.paused()));

            startRunner();
            Thread.sleep(1_200);

            assertThat(jobs()).isZero();
        }

        @Test
        void canBeStartedAgain() {
            var runner = startRunner();
            runner.stop();
            assertThat(runner.isRunning()).isFalse();
            Schedule schedule = insert(due(OverlapPolicy.ALLOW));

            runner.start();

            await().until(() -> runs(schedule) == 1);
        }

        private void makeDue(Schedule schedule) {
            await().until(() -> {
                Schedule current = read(schedule);
                Instant tick = store.now().minusMillis(10);
                Schedule due = new Schedule(
                        current.id(),
                        current.definition(),
                        current.author(),
                        current.state(),
                        current.version() + 1,
                        UUID.randomUUID(),
                        new Schedule.Ticks(
                                tick,
                                tick,
                                current.ticks().queued(),
                                current.ticks().queuedDueAt(),
                                0),
                        current.history(),
                        current.runner(),
                        current.createdAt());
                return commits.write(() -> store.replace(current, due));
            });
        }
    }
}
