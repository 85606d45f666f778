package dev.interleave.job.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.interleave.job.JobFilter;
import dev.interleave.job.JobPage;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.JobState;
import dev.interleave.store.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    private static final JobFilter ALL = new JobFilter("", null, null, null);

    JobListTest(Dialect dialect) {
        super(dialect);
    }

    @ParameterizedTest
    @MethodSource("filters")
    void listsEveryJobOnceForAnyPageSize(JobFilter filter) {
        List<Job> inserted = IntStream.range(0, 120).mapToObj(this::mixedJob).toList();
        insert(inserted.toArray(Job[]::new));
        List<UUID> expected = inserted.reversed().stream()
                .filter(job -> filter.state() == null || filter.state() == job.state())
                .filter(job -> filter.label() == null
                        || job.spec().labels().containsValue(filter.label().value()))
                .map(Job::id)
                .toList();

        for (int size : new int[] {1, 2, 3, 7, 119, 120, 121}) {
            List<UUID> listed = new ArrayList<>();
            UUID before = null;
            do {
                JobPage page = jobs().list(filter, size, before);
                assertThat(page.jobs()).hasSizeLessThanOrEqualTo(size);
                page.jobs().forEach(job -> listed.add(job.id()));
                before = page.next();
            } while (before != null);
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
        JobFilter same = new JobFilter("them", filter.state(), filter.computation(), filter.label());

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

        JobPage page = jobs().list(new JobFilter("", JobState.FAILED, null, new JobFilter.Label("team", "a")), 2, null);

        assertThat(page.jobs()).isEmpty();
        assertThat(page.next()).isNotNull();
    }

    static Stream<JobFilter> filters() {
        JobFilter.Label label = new JobFilter.Label("team", "a");
        return Stream.of(
                ALL,
                new JobFilter("", JobState.QUEUED, null, null),
                new JobFilter("", null, "factorial", null),
                new JobFilter("", null, null, label),
                new JobFilter("", JobState.RUNNING, "factorial", null),
                new JobFilter("", JobState.RUNNING, null, label),
                new JobFilter("", null, "factorial", label),
                new JobFilter("", JobState.QUEUED, "factorial", label),
                new JobFilter("", JobState.FAILED, null, label));
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

    private Job mixedJob(int i) {
        Job job = job(12, i % 3 == 0 ? Map.of("team", "a") : Map.of("team", "b"), null);
        return i % 2 == 0 ? job : job.admitted("a", clock.instant());
    }
}
