package dev.interleave.job.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.interleave.job.JobFilter;
import dev.interleave.job.JobFilter.Order;
import dev.interleave.job.JobFilter.Period;
import dev.interleave.job.JobPage;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.JobState;
import dev.interleave.store.Dialect;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Lists jobs page by page, by searching an index.
@ParameterizedClass
@EnumSource(Dialect.class)
class JobListTest extends JobStoreFixture {

    @SuppressWarnings("TimeInStaticInitializer") // near the times in the ids
    private static final Instant START = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    private static final JobFilter ALL = JobFilter.all("");
    private static final JobFilter.Label TEAM_A = new JobFilter.Label("team", "a");

    JobListTest(Dialect dialect) {
        super(dialect);
    }

    @ParameterizedTest
    @MethodSource("filters")
    void listsEveryJobOnceForAnyPageSize(JobFilter filter) {
        List<Job> inserted = IntStream.range(0, 120).mapToObj(this::mixedJob).toList();
        insert(inserted.toArray(Job[]::new));
        List<UUID> expected = (filter.order() == Order.ASC ? inserted : inserted.reversed())
                .stream().filter(filter::matches).map(Job::id).toList();
        assertThat(expected).isNotEmpty();

        for (int size : new int[] {1, 2, 3, 7, 119, 120, 121}) {
            List<UUID> listed = new ArrayList<>();
            UUID after = null;
            do {
                JobPage page = jobs().list(filter, size, after);
                assertThat(page.jobs()).hasSizeLessThanOrEqualTo(size);
                page.jobs().forEach(job -> listed.add(job.id()));
                after = page.next();
            } while (after != null);
            assertThat(listed).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("filters")
    void searchesAnIndexInTheOrderOfTheList(JobFilter filter) {
        insert(mixedJob(1), mixedJob(2));

        assertSearches(() -> jobs().list(filter, 50, null));
        assertSearches(() -> jobs().list(filter, 50, ids.next()));
    }

    @ParameterizedTest
    @MethodSource("filters")
    void listsTheJobsOfOneOwner(JobFilter filter) {
        List<Job> mine = IntStream.range(0, 12).mapToObj(this::mixedJob).toList();
        List<Job> theirs = IntStream.range(0, 12)
                .mapToObj(this::mixedJob)
                .map(job -> ownedBy("them", job))
                .toList();
        insert(Stream.concat(mine.stream(), theirs.stream()).toArray(Job[]::new));

        List<Job> listed = jobs().list(filter, 50, null).jobs();
        JobFilter same = filter("them", filter);

        assertThat(listed).allMatch(job -> job.owner().isEmpty());
        assertThat(jobs().list(same, 50, null).jobs())
                .hasSameSizeAs(listed)
                .allMatch(job -> job.owner().equals("them"));
        assertThat(jobs().isOwnedBy(mine.getFirst().id(), "")).isTrue();
        assertThat(jobs().isOwnedBy(mine.getFirst().id(), "them")).isFalse();
        assertThat(jobs().isOwnedBy(ids.next(), "")).isFalse();
    }

    @Test
    void searchesAnIndexForEveryOtherQuery() {
        Job job = job(12, Map.of("a", "b"), null);
        insert(job);

        assertSearches(() -> jobs().find(job.id()));
        assertSearches(() -> jobs().isOwnedBy(job.id(), ""));
        assertSearches(() -> jobs().countQueued());
        assertSearches(() -> jobs().findByKey(key("k", "f")));
        assertSearches(() -> jobs().deleteExpired(clock.instant(), 10));
        assertSearches(() -> claim("a", 10));
        assertSearches(() -> jobs().runningOn("a"));
        assertSearches(() -> jobs().requeueFrom(List.of("a")));
        assertSearches(() -> jobs().requeueOrphans("b"));
        assertSearches(() -> jobs().change(job, job.cancelled(clock.instant(), retention())));
        assertSearches(() -> jobs().delete(job.id()));
    }

    @Test
    void examinesFewRowsWhereMatchesAreRare() {
        insert(IntStream.range(0, 100)
                .mapToObj(_ -> job(12, Map.of("team", "a"), null))
                .toArray(Job[]::new));

        JobPage page = jobs().list(filter(Set.of(JobState.FAILED), Set.of(), List.of(TEAM_A)), 2, null);

        assertThat(page.jobs()).isEmpty();
        assertThat(page.next()).isNotNull();
    }

    @ParameterizedTest
    @EnumSource(Order.class)
    void limitsTheRangeOfIdsByTheTimeOfCreation(Order order) {
        insert(IntStream.range(0, 200).mapToObj(_ -> job(12)).toArray(Job[]::new));
        Instant longAgo = clock.instant().minus(Duration.ofDays(1));
        JobFilter none = new JobFilter("", Set.of(), Set.of(), List.of(), new Period(null, longAgo), Period.ALL, order);

        assertThat(jobs().list(none, 1, null).next()).isNull();
    }

    static Stream<JobFilter> filters() {
        Period created = new Period(START.plusSeconds(10), START.plusSeconds(90));
        Period finished = new Period(START.plusSeconds(20), START.plusSeconds(100));
        Set<JobState> states = Set.of(JobState.QUEUED, JobState.SUCCEEDED);
        Set<String> factorial = Set.of("factorial", "binomial");
        List<JobFilter.Label> labels = List.of(TEAM_A, new JobFilter.Label("even", "true"));
        return Stream.of(
                        ALL,
                        filter(Set.of(JobState.QUEUED), Set.of(), List.of()),
                        filter(states, Set.of(), List.of()),
                        filter(Set.of(), factorial, List.of()),
                        filter(Set.of(), Set.of(), List.of(TEAM_A)),
                        filter(Set.of(), Set.of(), labels),
                        filter(states, factorial, List.of()),
                        filter(states, factorial, labels),
                        new JobFilter("", Set.of(), Set.of(), List.of(), created, Period.ALL, Order.DESC),
                        new JobFilter("", Set.of(), Set.of(), List.of(), Period.ALL, finished, Order.DESC),
                        new JobFilter("", states, factorial, labels, created, finished, Order.DESC))
                .flatMap(filter -> Stream.of(
                        filter,
                        new JobFilter(
                                "",
                                filter.states(),
                                filter.computations(),
                                filter.labels(),
                                filter.created(),
                                filter.finished(),
                                Order.ASC)));
    }

    private static JobFilter filter(Set<JobState> states, Set<String> computations, List<JobFilter.Label> labels) {
        return new JobFilter("", states, computations, labels, Period.ALL, Period.ALL, Order.DESC);
    }

    private static JobFilter filter(String owner, JobFilter like) {
        return new JobFilter(
                owner,
                like.states(),
                like.computations(),
                like.labels(),
                like.created(),
                like.finished(),
                like.order());
    }

    /// PostgreSQL decides by the size of the tables, so its plans of a handful of rows tell nothing.
    private void assertSearches(Runnable action) {
        assumeThat(dialect).isEqualTo(Dialect.SQLITE);
        List<String> plans = store.plansOf(action);

        assertThat(plans)
                .isNotEmpty()
                .noneMatch(step -> step.contains("SCAN job"))
                .noneMatch(step -> step.contains("SCAN idempotency_key"))
                .noneMatch(step -> step.contains("TEMP B-TREE"));
    }

    /// Created `i` seconds after the start.
    private Job mixedJob(int i) {
        clock.forward(Duration.between(clock.instant(), START.plusSeconds(i)));
        Map<String, String> labels = Map.of("team", i % 3 == 0 ? "a" : "b", "even", String.valueOf(i % 2 == 0));
        Job job = job(12, labels, null);
        clock.forward(Duration.ofSeconds(1));
        Job admitted = job.admitted("a", clock.instant());
        return switch (i % 4) {
            case 0, 1 -> job;
            case 2 -> succeeded(admitted);
            default -> admitted;
        };
    }
}
