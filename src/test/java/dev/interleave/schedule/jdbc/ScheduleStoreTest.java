package dev.interleave.schedule.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.interleave.schedule.OverlapPolicy;
import dev.interleave.schedule.Schedule;
import dev.interleave.schedule.ScheduleException;
import dev.interleave.schedule.ScheduleStore.Entry;
import dev.interleave.schedule.recurrence.CronRecurrence;
import dev.interleave.schedule.recurrence.InvalidCronException;
import dev.interleave.schedule.recurrence.MissedTicks;
import dev.interleave.store.Dialect;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

class ScheduleStoreTest {

    @Nested
    class OnSqlite extends Contract {
        OnSqlite() {
            super(Dialect.SQLITE);
        }

        @Test
        void readsNoTableWhilePolling() {
            List<String> statements = new ArrayList<>();
            ListAppender<ILoggingEvent> appender = new ListAppender<>();
            Logger logger = (Logger) LoggerFactory.getLogger("org.springframework.jdbc.core.JdbcTemplate");
            Level before = logger.getLevel();
            appender.list = new CopyOnWriteArrayList<>(); // other tests log at the same time
            appender.start();
            logger.setLevel(Level.DEBUG);
            logger.addAppender(appender);
            try {
                store.due("me", store.now(), Duration.ZERO, 100);
                store.withRunnableQueuedTick(store.now(), 100);
                store.untilNextDue();
                appender.list.stream()
                        .filter(event -> event.getThreadName()
                                .equals(Thread.currentThread().getName()))
                        .forEach(event -> statements.add(event.getFormattedMessage()));
            } finally {
                logger.setLevel(before);
                logger.detachAppender(appender);
            }
            List<String> plans = statements.stream()
                    .filter(text -> text.contains("FROM schedule"))
                    .map(text -> text.replaceAll("(?s).*\\[(SELECT.*)]", "$1"))
                    .flatMap(sql -> new JdbcTemplate(pool)
                            .query("EXPLAIN QUERY PLAN " + sql, _ -> {}, (row, _) -> row.getString("detail")).stream())
                    .toList();

            assertThat(plans)
                    .anyMatch(step -> step.contains("INDEX schedule_due"))
                    .anyMatch(step -> step.contains("INDEX schedule_queued"))
                    .noneMatch(step -> step.matches("SCAN (schedule|job)( USING INTEGER.*)?"));
        }
    }

    @Nested
    class OnPostgres extends Contract {
        OnPostgres() {
            super(Dialect.POSTGRESQL);
        }
    }

    abstract static class Contract extends ScheduleFixture {

        private static final String ME = "me";

        Contract(Dialect dialect) {
            super(dialect);
        }

        @Test
        void keepsAllMembers() throws InvalidCronException {
            Schedule interval = insert(schedule("a", "interval"));
            Schedule cron = insert(schedule(
                    "a",
                    "cron, ü, 😀",
                    CronRecurrence.parse("0 9 * * MON", ZoneId.of("Europe/Berlin")),
                    MissedTicks.ALL,
                    OverlapPolicy.QUEUE));
            Schedule full =
                    cron.ranManually(UUID.randomUUID(), cron.createdAt()).by(ME);

            assertThat(read(interval)).isEqualTo(interval);
            assertThat(read(cron)).isEqualTo(cron);
            assertThat(replace(cron, full)).isTrue();
            assertThat(read(cron)).isEqualTo(full);
            assertThat(store.find("a", cron.id()).orElseThrow().template()).isEqualTo(TEMPLATE);
        }

        @Test
        void hidesSchedulesOfOtherOwners() {
            Schedule schedule = insert(schedule("a", "one"));

            assertThat(store.find("b", schedule.id())).isEmpty();
            assertThat(store.list("b", 10, null)).isEmpty();
        }

        @Test
        void rejectsNameOfAnotherSchedule() {
            Schedule one = insert(schedule("a", "one"));
            Schedule two = insert(schedule("a", "two"));
            insert(schedule("b", "one"));

            assertThatThrownBy(() -> insert(schedule("a", "one"))).isInstanceOf(ScheduleException.NameTaken.class);
            assertThatThrownBy(() -> replace(two, two.changed(one.definition(), two.author(), two.createdAt())))
                    .isInstanceOf(ScheduleException.NameTaken.class);
            assertThat(read(two)).isEqualTo(two);
        }

        @Test
        void rejectsSchedulesBeyondTheLimit() {
            Schedule one = schedule("a", "one");
            commits.write(() -> {
                store.insert(one, TEMPLATE, 1);
                store.insert(one, TEMPLATE, 1);
                return true;
            });

            assertThatThrownBy(() -> commits.write(() -> {
                        store.insert(schedule("a", "two"), TEMPLATE, 1);
                        return true;
                    }))
                    .isInstanceOf(ScheduleException.LimitReached.class);
        }

        @Test
        void replacesOnlyTheKnownVersion() {
            Schedule schedule = insert(schedule("a", "one"));
            Schedule paused = schedule.paused();
            Schedule other = schedule.paused();

            assertThat(replace(schedule, paused)).isTrue();
            assertThat(replace(schedule, paused)).as("repeated").isTrue();
            assertThat(replace(schedule, other)).as("of another writer").isFalse();
            assertThat(read(schedule)).isEqualTo(paused);
            assertThat(store.template(paused)).contains(TEMPLATE);
            assertThat(store.template(schedule)).isEmpty();
        }

        @Test
        void replacesTheTemplate() {
            Schedule schedule = insert(schedule("a", "one"));
            Schedule paused = schedule.paused();

            commits.write(() -> store.replace(schedule, paused, "{}"));

            assertThat(store.template(paused)).contains("{}");
        }

        @Test
        void deletesOnlyTheKnownVersion() {
            Schedule schedule = insert(schedule("a", "one"));
            Schedule paused = schedule.paused();
            replace(schedule, paused);

            assertThat(commits.<Boolean>write(() -> store.delete(schedule))).isFalse();
            assertThat(commits.<Boolean>write(() -> store.delete(paused))).isTrue();
            assertThat(store.find("a", schedule.id())).isEmpty();
        }

        @Test
        void listsTheNewestFirst() {
            List<Schedule> all = List.of(
                    insert(schedule("a", "1")),
                    insert(schedule("a", "2"), "{\"labels\":{\"a\":\"" + "x".repeat(2_000) + "\"}}"),
                    insert(schedule("a", "3")));

            List<Entry> first = store.list("a", 2, null);
            List<Entry> second = store.list("a", 2, first.getLast().schedule().id());

            assertThat(first).extracting(Entry::schedule).containsExactly(all.get(2), all.get(1));
            assertThat(first).extracting(Entry::template).containsExactly(TEMPLATE, null);
            assertThat(second).extracting(Entry::schedule).containsExactly(all.get(0));
        }

        @Test
        void findsDueSchedules() {
            Instant now = store.now();
            Schedule late = insert(overdue(schedule("a", "late"), now.minusSeconds(10)));
            Schedule later = insert(overdue(schedule("b", "later"), now.minusSeconds(5)));
            insert(overdue(schedule("a", "future"), now.plusSeconds(5)));
            insert(schedule("a", "paused").paused());

            assertThat(due(now, 10)).containsExactly(late, later);
            assertThat(due(now, 1)).containsExactly(late);
            assertThat(store.untilNextDue().orElseThrow()).isNegative();
        }

        @Test
        void leavesSchedulesToTheInstanceThatRanThemLast() {
            Instant now = store.now();
            Schedule mine =
                    insert(overdue(schedule("a", "mine"), now.minusMillis(10)).by(ME));
            insert(overdue(schedule("a", "of another"), now.minusMillis(10)).by("other"));
            Schedule late = insert(
                    overdue(schedule("a", "late"), now.minusMillis(1_000)).by("other"));

            assertThat(due(now, 10)).containsExactly(late, mine);
        }

        @Test
        void findsNoNextTickWithoutSchedules() {
            assertThat(store.untilNextDue()).isEmpty();
            assertThat(Duration.between(Instant.now(), store.now()).abs()).isLessThan(Duration.ofMinutes(1));
        }

        @Test
        void continuesWithoutScheduleThatCannotBeRead() {
            Instant now = store.now();
            Schedule broken = insert(overdue(schedule("a", "broken"), now.minusSeconds(10)));
            Schedule other = insert(overdue(schedule("a", "other"), now.minusSeconds(5)));
            commits.write(() -> jdbc.sql("UPDATE schedule SET cron = '* * * * *', time_zone = 'No/Zone' WHERE id = ?")
                    .param(broken.id().toString())
                    .update());

            assertThat(due(now, 10)).containsExactly(other);
        }

        private boolean replace(Schedule before, Schedule after) {
            return commits.write(() -> store.replace(before, after));
        }

        private List<Schedule> due(Instant now, int limit) {
            return store.due(ME, now, Duration.ofMillis(250), limit);
        }
    }
}
