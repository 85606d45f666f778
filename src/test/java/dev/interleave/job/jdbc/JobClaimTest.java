package dev.interleave.job.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.interleave.job.model.Job;
import dev.interleave.job.model.JobState;
import dev.interleave.store.Dialect;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Claims queued jobs, oldest first, and requeues those of instances that are gone.
@ParameterizedClass
@EnumSource(Dialect.class)
class JobClaimTest extends JobStoreFixture {

    JobClaimTest(Dialect dialect) {
        super(dialect);
    }

    @Test
    void claimsTheOldestJobs() {
        Job first = job(12);
        Job cancelled = job(8);
        Job second = job(5);
        Job third = job(4);
        insert(third, second, cancelled, first);
        jobs().change(cancelled, cancelled.cancelled(clock.instant(), retention()));

        List<Job> claimed = claim("a", 2);

        assertThat(claimed)
                .containsExactly(first.admitted("a", clock.instant()), second.admitted("a", clock.instant()));
        assertThat(state(cancelled)).isEqualTo(JobState.CANCELLED);
        assertThat(jobs().find(first.id())).contains(first.admitted("a", clock.instant()));
        assertThat(state(third)).isEqualTo(JobState.QUEUED);
        assertThat(claim("b", 10)).extracting(Job::id).containsExactly(third.id());
        assertThat(claim("b", 10)).isEmpty();
    }

    @Test
    void claimsOnlyAdmittedJobs() {
        Job first = job(12);
        Job second = job(5);
        insert(first, second);

        assertThat(jobs().claimOldest(10, _ -> List.of())).isEmpty();
        List<Job> claimed =
                jobs().claimOldest(10, oldest -> List.of(oldest.getFirst().admitted("a", clock.instant())));

        assertThat(claimed).extracting(Job::id).containsExactly(first.id());
        assertThat(state(second)).isEqualTo(JobState.QUEUED);
    }

    @Test
    void locksAJobAfterAConcurrentChange() throws Exception {
        assumeThat(dialect.isShared()).isTrue(); // SQLite has one writer at a time anyway
        Job job = job(12).admitted("a", clock.instant());
        insert(job);
        try (Connection other = DriverManager.getConnection(url);
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.executeUpdate("UPDATE job SET state = 'CANCELLED'");

            var locked = CompletableFuture.supplyAsync(
                    () -> store.commits().write(() -> jobs().lock(job.id()).orElseThrow()));
            assertThatThrownBy(() -> locked.get(200, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            other.commit();

            assertThat(locked.get(10, TimeUnit.SECONDS).state()).isEqualTo(JobState.CANCELLED);
        }
    }

    @Test
    void givesEachJobToOneOfManyConcurrentClaims() throws InterruptedException {
        insert(IntStream.range(0, 200).mapToObj(_ -> job(12)).toArray(Job[]::new));
        List<UUID> claimed = Collections.synchronizedList(new ArrayList<>());

        Thread[] threads = IntStream.range(0, 4)
                .mapToObj(i -> Thread.ofPlatform().start(() -> {
                    for (List<Job> mine = claim("i" + i, 10); !mine.isEmpty(); mine = claim("i" + i, 10)) {
                        mine.forEach(job -> claimed.add(job.id()));
                    }
                }))
                .toArray(Thread[]::new);
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(claimed).hasSize(200).doesNotHaveDuplicates();
    }

    @Test
    void requeuesTheJobsOfInstancesThatAreGone() {
        Job ofA = job(12).admitted("a", clock.instant());
        Job ofB = job(12).admitted("b", clock.instant());
        Job ofC = job(12).admitted("c", clock.instant());
        insert(ofA, ofB, ofC);

        assertThat(jobs().requeueFrom(List.of("a", "c", "nobody"))).isEqualTo(2);

        assertThat(jobs().find(ofA.id())).contains(ofA.requeued());
        assertThat(jobs().runningOn("b")).containsExactly(ofB.id());
        assertThat(jobs().runningOn("a")).isEmpty();
    }

    /// An instance that is suspended within a transaction keeps its locks for a while.
    @Test
    void requeuesWithoutWaitingForLockedJobs() throws Exception {
        assumeThat(dialect.isShared()).isTrue();
        Job locked = job(12).admitted("gone", clock.instant());
        Job free = job(8).admitted("gone", clock.instant());
        insert(locked, free);
        try (Connection suspended = DriverManager.getConnection(url);
                PreparedStatement lock = suspended.prepareStatement("SELECT 1 FROM job WHERE id = ? FOR UPDATE")) {
            suspended.setAutoCommit(false);
            lock.setString(1, locked.id().toString());
            lock.execute();

            var requeued = CompletableFuture.supplyAsync(() -> jobs().requeueFrom(List.of("gone")));

            assertThat(requeued.get(10, TimeUnit.SECONDS)).isEqualTo(1);
            assertThat(state(free)).isEqualTo(JobState.QUEUED);
            suspended.rollback();
        }
        assertThat(jobs().requeueFrom(List.of("gone"))).isEqualTo(1);
    }

    @Test
    void requeuesOrphansFromTheirStart() {
        Job orphan = job(12).admitted("gone", clock.instant());
        Job own = job(8).admitted("a", clock.instant());
        Job queued = job(4);
        Job ended = job(5).admitted("gone", clock.instant());
        insert(orphan, own, queued, ended);
        jobs().finish(List.of(succeeded(ended)));

        assertThat(jobs().requeueOrphans("a")).isEqualTo(1);

        assertThat(jobs().find(orphan.id())).contains(orphan.requeued());
        assertThat(jobs().find(own.id())).contains(own);
        assertThat(state(ended)).isEqualTo(JobState.SUCCEEDED);
        assertThat(jobs().countQueued()).isEqualTo(2);
        assertThat(claim("a", 10)).extracting(Job::id).containsExactly(orphan.id(), queued.id());
        assertThat(jobs().requeueOrphans("a")).isZero();
    }
}
