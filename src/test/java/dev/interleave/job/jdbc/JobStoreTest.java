package dev.interleave.job.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.interleave.SettableClock;
import dev.interleave.computation.Algorithm;
import dev.interleave.computation.Input;
import dev.interleave.computation.catalogue.Catalogue;
import dev.interleave.computation.catalogue.ComputationLimits;
import dev.interleave.job.JobFilter;
import dev.interleave.job.JobIdGenerator;
import dev.interleave.job.JobPage;
import dev.interleave.job.JobStore;
import dev.interleave.job.model.CheckpointRef;
import dev.interleave.job.model.FailureReason;
import dev.interleave.job.model.IdempotencyConflictException;
import dev.interleave.job.model.IdempotencyKey;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.JobFailure;
import dev.interleave.job.model.JobResult;
import dev.interleave.job.model.JobSpec;
import dev.interleave.job.model.JobState;
import dev.interleave.job.model.Priority;
import dev.interleave.job.model.Progress;
import dev.interleave.job.model.ResultForm;
import dev.interleave.job.model.TraceParent;
import dev.interleave.store.Dialect;
import dev.interleave.store.Postgres;
import dev.interleave.store.Sqlite;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.DataAccessException;

/// What every store of jobs has to do, and how SQLite does it.
@ParameterizedClass
@EnumSource(Dialect.class)
class JobStoreTest {

    private static final JobFilter ALL = new JobFilter("", null, null, null);

    private final Dialect dialect;
    private final SettableClock clock = new SettableClock();
    private final JobIdGenerator ids = new JobIdGenerator();
    private final Catalogue catalogue = new Catalogue(new ComputationLimits(1_000_000));

    @TempDir
    private Path directory;

    private String url;
    private TestStore store;

    JobStoreTest(Dialect dialect) {
        this.dialect = dialect;
    }

    @BeforeEach
    void open() {
        url = dialect == Dialect.SQLITE ? newSqliteStore() : Postgres.newStore();
        store = new TestStore(url, catalogue, clock);
    }

    private String newSqliteStore() {
        Path file = directory.resolve("test.db");
        Sqlite.createStore(file);
        return TestStore.sqlite(file);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void keepsAllOfAJob() {
        Job queued = job(12, Map.of("team", "größer 😀", "b", ""), Duration.ofMillis(1_500));
        Job running = job(20, Map.of(), null).admitted("a", clock.instant());
        insert(queued, running);

        Job succeeded = running.progressed(Progress.of(18, 18, 40)).succeeded(result(20), clock.instant(), retention());
        Job started = queued.admitted("a", clock.instant());
        Job failed = started.failed(new JobFailure(FailureReason.TIMED_OUT, "too late"), clock.instant(), retention());
        assertThat(jobs().find(queued.id())).contains(queued);
        assertThat(jobs().find(running.id())).contains(running);
        jobs().finish(List.of(succeeded));
        jobs().change(queued, started);
        jobs().finish(List.of(failed));
        assertThat(jobs().find(succeeded.id())).contains(succeeded);
        assertThat(jobs().find(failed.id())).contains(failed);
        assertThat(jobs().find(ids.next())).isEmpty();
    }

    @Test
    void keepsJobsThatHaveEndedAlready() {
        Job succeeded = succeeded(job(20).admitted("a", clock.instant()));
        Job failed = job(8).admitted("a", clock.instant())
                .failed(new JobFailure(FailureReason.COMPUTATION_FAILED, "no"), clock.instant(), retention());
        Job queued = job(4);

        insert(succeeded, failed, queued);

        assertThat(jobs().find(succeeded.id())).contains(succeeded);
        assertThat(jobs().find(failed.id())).contains(failed);
        assertThat(store.told)
                .containsExactly(
                        "started " + succeeded.id() + " RUNNING null",
                        "started " + failed.id() + " RUNNING null",
                        "ended " + succeeded.id() + " SUCCEEDED",
                        "ended " + failed.id() + " FAILED");
        assertThat(claim("b", 10)).extracting(Job::id).containsExactly(queued.id());
    }

    /// Each request has an answer of its own, although they may share a statement.
    @Test
    void manyWhoInsertAtOnceEachHearOfTheirOwn() throws InterruptedException {
        Map<String, Boolean> answers = new ConcurrentHashMap<>();
        Thread[] threads = IntStream.range(0, 40)
                .mapToObj(i -> Thread.ofVirtual().start(() -> {
                    Job job = job(i);
                    var key = i % 2 == 0 ? null : new IdempotencyKey("", "key" + i % 4, "same");
                    answers.put(i + " " + job.id(), jobs().insert(List.of(job), key, () -> {}));
                }))
                .toArray(Thread[]::new);
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(answers).hasSize(40);
        assertThat(answers.values().stream().filter(isNew -> isNew)).hasSize(20 + 2);
        answers.forEach((name, isNew) -> assertThat(jobs().find(UUID.fromString(name.substring(name.indexOf(' ') + 1)))
                        .isPresent())
                .as(name)
                .isEqualTo(isNew));
    }

    @Test
    void keepsWhatItHasAcknowledged() {
        Job job = job(12).in(TraceParent.parse("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
                .orElseThrow());
        insert(job);
        store.close();

        store = new TestStore(url, catalogue, clock);

        assertThat(jobs().find(job.id())).contains(job);
    }

    @Test
    void insertsAllOrNone() {
        refuseJobsOf(13);

        assertThatThrownBy(() -> jobs().insert(
                                List.of(job(12, Map.of("a", "b"), null), job(13), job(14)), key("k", "f"), () -> {}))
                .isInstanceOf(DataAccessException.class);

        assertThat(store.count("job")).isZero();
        assertThat(store.count("job_label")).isZero();
        assertThat(store.count("idempotency_key")).isZero();
    }

    @Test
    void insertsNothingForAKeyThatWasUsed() {
        List<Job> first = List.of(job(12), job(8));
        assertThat(jobs().insert(first, key("k", "f"), () -> {})).isTrue();

        assertThat(jobs().insert(List.of(job(4)), key("k", "f"), () -> {})).isFalse();

        assertThat(store.count("job")).isEqualTo(2);
        assertThat(jobs().findByKey(key("k", "f"))).contains(first);
        assertThat(jobs().findByKey(key("other", "f"))).isEmpty();
    }

    @Test
    void tellsWhyAKeyCannotServe() {
        Job job = job(12);
        jobs().insert(List.of(job), key("k", "f"), () -> {});

        assertThatExceptionOfType(IdempotencyConflictException.class)
                .isThrownBy(() -> jobs().findByKey(key("k", "other")))
                .matches(e -> e.reason() == IdempotencyConflictException.Reason.REUSED);
        jobs().change(job, job.cancelled(clock.instant(), retention()));
        jobs().delete(job.id());
        assertThatExceptionOfType(IdempotencyConflictException.class)
                .isThrownBy(() -> jobs().findByKey(key("k", "f")))
                .matches(e -> e.reason() == IdempotencyConflictException.Reason.GONE);
    }

    @Test
    void forgetsKeysAfterADay() {
        jobs().insert(List.of(job(12)), key("k", "f"), () -> {});

        clock.forward(Duration.ofHours(24).minusMillis(1));
        assertThat(jobs().findByKey(key("k", "f"))).isPresent();
        assertThat(jobs().insert(List.of(job(8)), key("k", "f"), () -> {})).isFalse();
        assertThat(jobs().deleteExpired(clock.instant(), 10)).isZero();

        clock.forward(Duration.ofMillis(1));
        assertThat(jobs().findByKey(key("k", "other"))).isEmpty();
        assertThat(jobs().insert(List.of(job(8)), key("k", "other"), () -> {})).isTrue();
        assertThat(jobs().findByKey(key("k", "other"))).isPresent();
        clock.forward(Duration.ofHours(24));
        assertThat(jobs().deleteExpired(clock.instant(), 10)).isEqualTo(1);
        assertThat(store.count("idempotency_key")).isZero();
    }

    @Test
    void claimsWhatHasWaitedLongest() {
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
    void claimsOnlyWhatIsLetIn() {
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
    void whoLocksAJobSeesItAsItIsAfterWhoeverIsChangingIt() throws Exception {
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
    void givesEachJobToOneOfManyWhoClaimAtOnce() throws InterruptedException {
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
    void takesBackWhatInstancesThatAreGoneHad() {
        Job ofA = job(12).admitted("a", clock.instant());
        Job ofB = job(12).admitted("b", clock.instant());
        Job ofC = job(12).admitted("c", clock.instant());
        insert(ofA, ofB, ofC);

        assertThat(jobs().requeueFrom(List.of("a", "c", "nobody"))).isEqualTo(2);

        assertThat(jobs().find(ofA.id())).contains(ofA.requeued());
        assertThat(jobs().runningOn("b")).containsExactly(ofB.id());
        assertThat(jobs().runningOn("a")).isEmpty();
    }

    @Test
    void keepsACheckpointForWhoeverHoldsTheJob() throws IOException {
        Job running = job(12).admitted("a", clock.instant());
        insert(running);
        byte[] bytes = new byte[JobStore.CHUNK_BYTES + 10];
        new Random(3).nextBytes(bytes);
        saveCheckpoint(running, 7, bytes);

        Job saved = running.saved(Progress.of(5, 10, 9), new CheckpointRef(7, bytes.length, Duration.ofMillis(1_234)));
        assertThat(jobs().change(running, saved)).isTrue();

        assertThat(jobs().find(running.id())).contains(saved);
        try (InputStream stream = jobs().checkpoint(saved).open(0)) {
            assertThat(stream.readAllBytes()).isEqualTo(bytes);
        }
        assertThat(jobs().requeueOrphans("b")).isEqualTo(1);
        assertThat(jobs().find(running.id())).contains(saved.requeued());
        assertThat(saved.requeued().progress().steps()).isEqualTo(5);
        assertThat(jobs().change(running, saved)).isFalse();
        int before = Math.toIntExact(store.count("checkpoint_piece"));
        saveCheckpoint(running, 8, bytes);
        assertThat(store.count("checkpoint_piece")).isEqualTo(before);
    }

    @Test
    void keepsOneCheckpointPerJobAndNoneOfAJobThatHasEnded() {
        Job running = job(12).admitted("a", clock.instant());
        insert(running);
        saveCheckpoint(running, 7, new byte[3]);
        Job saved = running.saved(Progress.of(5, 10, 9), new CheckpointRef(7, 3, Duration.ZERO));
        jobs().change(running, saved);
        saveCheckpoint(running, 8, new byte[4]);
        assertThat(store.count("checkpoint_piece")).isEqualTo(2);

        Job again = saved.saved(Progress.of(6, 10, 9), new CheckpointRef(8, 4, Duration.ZERO));
        jobs().change(saved, again);
        assertThat(store.count("checkpoint_piece")).isEqualTo(1);

        jobs().finish(List.of(succeeded(again)));
        assertThat(store.count("checkpoint_piece")).isZero();
    }

    /// Else the older checkpoint, of which no piece is left, would be the one to go on from.
    @Test
    void whoDoesNotKnowTheLatestCheckpointChangesNothing() {
        Job running = job(12).admitted("a", clock.instant());
        insert(running);
        saveCheckpoint(running, 7, new byte[3]);
        Job saved = running.saved(Progress.of(5, 10, 9), new CheckpointRef(7, 3, Duration.ZERO));
        jobs().change(running, saved);
        saveCheckpoint(running, 8, new byte[4]);
        Job again = saved.saved(Progress.of(6, 10, 9), new CheckpointRef(8, 4, Duration.ZERO));
        jobs().change(saved, again);

        assertThat(jobs().change(running, running.paused())).isFalse();
        assertThat(jobs().change(saved, saved.requeued())).isFalse();
        assertThat(jobs().change(saved, saved)).isFalse();

        assertThat(jobs().find(running.id())).contains(again);
        assertThat(store.count("checkpoint_piece")).isEqualTo(1);
        assertThat(jobs().change(again, again.paused())).isTrue();
    }

    /// A commit that was reported as failed may have been carried out.
    @Test
    void recordingTheSameCheckpointAgainIsHarmless() {
        Job running = job(12).admitted("a", clock.instant());
        insert(running);
        saveCheckpoint(running, 7, new byte[3]);
        Job saved = running.saved(Progress.of(5, 10, 9), new CheckpointRef(7, 3, Duration.ZERO));

        assertThat(jobs().change(running, saved)).isTrue();
        assertThat(jobs().change(running, saved)).isTrue();

        assertThat(jobs().find(running.id())).contains(saved);
        assertThat(store.count("checkpoint_piece")).isEqualTo(1);
    }

    @Test
    void pausesAndResumes() {
        Job running = job(12).admitted("a", clock.instant());
        insert(running);

        assertThat(jobs().change(running, running.paused())).isTrue();
        assertThat(jobs().find(running.id())).contains(running.paused());
        assertThat(claim("b", 10)).isEmpty();
        assertThat(jobs().change(running.paused(), running.paused().resumed())).isTrue();
        assertThat(claim("b", 10)).extracting(Job::id).containsExactly(running.id());
    }

    @Test
    void changesNothingThatSomebodyElseHasChanged() {
        Job queued = job(12);
        insert(queued);
        claim("a", 1);

        assertThat(jobs().change(queued, queued.paused())).isFalse();
        assertThat(jobs().changeAll(
                                List.of(new JobStore.Change(queued, queued.cancelled(clock.instant(), retention())))))
                .isEmpty();
        assertThat(state(queued)).isEqualTo(JobState.RUNNING);
    }

    @Test
    void recordsAnEndOnlyForWhoeverHoldsTheJob() {
        Job ofA = job(12).admitted("a", clock.instant());
        insert(ofA);
        assertThat(jobs().requeueOrphans("b")).isEqualTo(1);
        Job ofB = claim("b", 1).getFirst();

        assertThat(jobs().finish(List.of(succeeded(ofA)))).isEmpty();
        assertThat(state(ofA)).isEqualTo(JobState.RUNNING);
        assertThat(jobs().finish(List.of(succeeded(ofB)))).containsExactly(ofB.id());
        assertThat(jobs().finish(List.of(ofB.cancelled(clock.instant(), retention()))))
                .isEmpty();
        assertThat(state(ofB)).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void recordsNoEndOfAnEarlierTermOfTheSameHolder() {
        Job first = job(12).admitted("a", clock.instant());
        insert(first);
        jobs().requeueOrphans("b");
        Job again = claim("a", 1).getFirst();

        assertThat(again.lease().epoch()).isEqualTo(2);
        assertThat(jobs().finish(List.of(succeeded(first)))).isEmpty();
        assertThat(jobs().finish(List.of(succeeded(again)))).containsExactly(first.id());
    }

    @Test
    void recordsManyEndsEachOnItsOwn() {
        Job mine = job(12).admitted("a", clock.instant());
        Job lost = job(12).admitted("b", clock.instant());
        Job alsoMine = job(8).admitted("a", clock.instant());
        insert(mine, lost, alsoMine);
        jobs().requeueOrphans("a");

        assertThat(jobs().finish(List.of(succeeded(mine), succeeded(lost), succeeded(alsoMine))))
                .containsExactlyInAnyOrder(mine.id(), alsoMine.id());
        assertThat(state(lost)).isEqualTo(JobState.QUEUED);
    }

    @Test
    void queuesOrphansFromTheirStart() {
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

    @Test
    void endsAWaitingJobOnlyWhileItWaits() {
        Job queued = job(12);
        Job running = job(8).admitted("a", clock.instant());
        insert(queued, running);

        assertThat(jobs().change(queued, queued.cancelled(clock.instant(), retention())))
                .isTrue();
        assertThat(jobs().change(queued, queued.cancelled(clock.instant().plusMillis(1), retention())))
                .isFalse();
        assertThat(jobs().change(running.requeued(), running.cancelled(clock.instant(), retention())))
                .isFalse();
        assertThat(state(running)).isEqualTo(JobState.RUNNING);
    }

    @Test
    void deletesAFinishedJobWithAllThatBelongsToIt() {
        Job job = job(12, Map.of("a", "b", "c", "d"), null).admitted("a", clock.instant());
        Job other = job(12, Map.of("a", "b"), null).admitted("a", clock.instant());
        insert(job, other);
        for (Job one : List.of(job, other)) {
            jobs().saveResultChunk(one.id(), ResultForm.DECIMAL, 0, new byte[] {1});
        }

        assertThat(jobs().delete(job.id())).isFalse();
        jobs().finish(List.of(succeeded(job)));
        assertThat(jobs().delete(job.id())).isTrue();
        assertThat(jobs().delete(job.id())).isFalse();

        assertThat(jobs().find(job.id())).isEmpty();
        assertThat(store.count("job_label")).isEqualTo(1);
        assertThat(store.count("result_piece")).isEqualTo(1);
        assertThat(jobs().find(other.id())).isPresent();
    }

    @Test
    void deletesResultsFirstAndJobsLater() {
        Job job = job(12, Map.of("a", "b"), null).admitted("a", clock.instant());
        Job running = job(12).admitted("a", clock.instant());
        insert(job, running);
        jobs().saveResultChunk(job.id(), ResultForm.DECIMAL, 0, new byte[] {1});
        jobs().finish(List.of(succeeded(job)));

        clock.forward(retention().minusMillis(1));
        assertThat(jobs().deleteExpired(clock.instant(), 10)).isZero();
        clock.forward(Duration.ofMillis(1));
        assertThat(jobs().deleteExpired(clock.instant(), 10)).isEqualTo(1);
        assertThat(jobs().deleteExpired(clock.instant(), 10)).isZero();
        assertThat(store.count("result_piece")).isZero();
        JobResult rest = jobs().find(job.id()).orElseThrow().result();
        assertThat(rest).isEqualTo(new JobResult(9, 29, "5a", null));

        clock.forward(retention().minusMillis(1));
        assertThat(jobs().deleteExpired(clock.instant(), 10)).isZero();
        clock.forward(Duration.ofMillis(1));
        assertThat(jobs().deleteExpired(clock.instant(), 10)).isEqualTo(1);
        assertThat(jobs().find(job.id())).isEmpty();
        assertThat(store.count("job_label")).isZero();
        assertThat(jobs().find(running.id())).isPresent();
    }

    @Test
    void deletesNoMoreThanItIsToldAtATime() {
        for (int i = 0; i < 5; i++) {
            Job job = job(12);
            insert(job);
            jobs().change(job, job.cancelled(clock.instant(), retention()));
        }
        clock.forward(retention());

        assertThat(jobs().deleteExpired(clock.instant(), 2)).isEqualTo(2);
        assertThat(jobs().deleteExpired(clock.instant(), 2)).isEqualTo(2);
        assertThat(jobs().deleteExpired(clock.instant(), 2)).isEqualTo(1);
    }

    @Test
    void readsAResultFromAnyPlaceInItsPieces() throws IOException {
        byte[] digits = new byte[2 * JobStore.CHUNK_BYTES + 1_000];
        new Random(2).nextBytes(digits);
        Job job = job(12).admitted("a", clock.instant());
        insert(job);
        for (int piece = 2; piece >= 0; piece--) {
            int start = piece * JobStore.CHUNK_BYTES;
            int end = Math.min(digits.length, start + JobStore.CHUNK_BYTES);
            jobs().saveResultChunk(job.id(), ResultForm.DECIMAL, piece, new byte[] {0});
            jobs().saveResultChunk(job.id(), ResultForm.DECIMAL, piece, Arrays.copyOfRange(digits, start, end));
        }
        Job ended = job.succeeded(new JobResult(digits.length, 8, "5a", null), clock.instant(), retention());
        jobs().finish(List.of(ended));

        var content = jobs().result(ended, ResultForm.DECIMAL);
        assertThat(content.length()).isEqualTo(digits.length);
        for (int from :
                new int[] {0, 1, JobStore.CHUNK_BYTES - 1, JobStore.CHUNK_BYTES, digits.length - 1, digits.length}) {
            try (InputStream stream = content.open(from)) {
                assertThat(stream.readAllBytes()).isEqualTo(Arrays.copyOfRange(digits, from, digits.length));
            }
        }
    }

    @Test
    void saysThatAPieceIsMissingInsteadOfEndingEarly() {
        Job job = job(12).admitted("a", clock.instant());
        Job ended = job.succeeded(new JobResult(5_000, 8, "5a", null), clock.instant(), retention());

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> {
            try (InputStream stream = jobs().result(ended, ResultForm.DECIMAL).open(0)) {
                stream.readAllBytes();
            }
        });
    }

    @ParameterizedTest
    @MethodSource("filters")
    void listsEveryJobOnceWhateverThePage(JobFilter filter) {
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
    void listsBySearchingAnIndexThatHasTheirOrder(JobFilter filter) {
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
    void everyOwnerHasIdempotencyKeysOfItsOwn() {
        Job mine = job(12);
        Job theirs = ownedBy("them", job(13));

        assertThat(jobs().insert(List.of(mine), key("k", "f"), () -> {})).isTrue();
        assertThat(jobs().insert(List.of(theirs), new IdempotencyKey("them", "k", "g"), () -> {}))
                .isTrue();

        assertThat(jobs().findByKey(key("k", "f"))).contains(List.of(mine));
        assertThat(jobs().findByKey(new IdempotencyKey("them", "k", "g"))).contains(List.of(theirs));
        assertThat(jobs().findByKey(new IdempotencyKey("others", "k", "g"))).isEmpty();
    }

    @Test
    void findsEverythingElseBySearchingAnIndexToo() {
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
    void looksAtAFewRowsOnlyWhereMatchesAreRare() {
        insert(IntStream.range(0, 100)
                .mapToObj(_ -> job(12, Map.of("team", "a"), null))
                .toArray(Job[]::new));

        JobPage page = jobs().list(new JobFilter("", JobState.FAILED, null, new JobFilter.Label("team", "a")), 2, null);

        assertThat(page.jobs()).isEmpty();
        assertThat(page.next()).isNotNull();
    }

    @Test
    void aWriteThatFailsDoesNotFailThoseBesideIt() throws InterruptedException {
        refuseJobsOf(13);
        List<Job> asked = List.of(job(11), job(12), job(13), job(14), job(15));
        AtomicInteger refused = new AtomicInteger();

        together(asked.stream()
                .<Runnable>map(job -> () -> {
                    try {
                        jobs().insert(List.of(job), null, () -> {});
                    } catch (DataAccessException e) {
                        refused.incrementAndGet();
                    }
                })
                .toList());

        assertThat(refused).hasValue(1);
        assertThat(asked.stream().filter(job -> jobs().find(job.id()).isPresent()))
                .extracting(job -> job.spec().input().get("n"))
                .containsExactly(11L, 12L, 14L, 15L);
        insert(job(16));
        assertThat(store.count("job")).isEqualTo(5);
    }

    @Test
    void writesThatArriveTogetherShareACommit() throws InterruptedException {
        AtomicInteger transactions = new AtomicInteger();
        Runnable write = () -> store.commits().write(() -> {
            // what a transaction has written is seen by those after it in the same one only before its commit
            int others = Math.toIntExact(store.count("idempotency_key"));
            if (others == 0) {
                transactions.incrementAndGet();
            }
            return store.jdbc()
                    .sql("INSERT INTO idempotency_key VALUES ('', ?, '', '', 0)")
                    .param(UUID.randomUUID().toString())
                    .update();
        });

        together(IntStream.range(0, 20).mapToObj(_ -> write).toList());

        assertThat(transactions).hasValue(1);
        assertThat(store.count("idempotency_key")).isEqualTo(20);
    }

    @Test
    void whatAWriteThrowsIsThrownToItsCaller() {
        assertThatThrownBy(() -> store.commits().write(() -> {
                    throw new IllegalStateException("half way");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("half way");
        assertThatThrownBy(() -> store.commits().write(() -> {
                    throw new StackOverflowError("deep");
                }))
                .hasRootCauseMessage("deep");
        assertThat(store.commits().write(() -> 5)).isEqualTo(5);
    }

    @Test
    void refusesWritesOnceItIsClosed() {
        store.close();

        assertThatThrownBy(() -> insert(job(12))).isInstanceOf(DataAccessException.class);
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

    /// Holds the writer until all of these wait for it.
    private void together(List<Runnable> writes) throws InterruptedException {
        CountDownLatch held = new CountDownLatch(1);
        Thread first = Thread.ofPlatform()
                .start(() -> store.commits().write(() -> {
                    try {
                        held.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return true;
                }));
        awaitWaiting(first);
        List<Thread> threads = writes.stream().map(Thread.ofPlatform()::start).toList();
        for (Thread thread : threads) {
            awaitWaiting(thread);
        }
        held.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        first.join();
    }

    private static void awaitWaiting(Thread thread) {
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
    }

    private List<Job> claim(String instance, int limit) {
        return jobs().claimOldest(
                        limit,
                        oldest -> oldest.stream()
                                .map(job -> job.admitted(instance, clock.instant()))
                                .toList());
    }

    private void saveCheckpoint(Job job, long number, byte[] bytes) {
        for (int from = 0, position = 0; from < bytes.length; from += JobStore.CHUNK_BYTES) {
            int to = Math.min(bytes.length, from + JobStore.CHUNK_BYTES);
            jobs().saveCheckpointChunk(job, number, position++, Arrays.copyOfRange(bytes, from, to));
        }
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

    private void refuseJobsOf(long n) {
        if (dialect == Dialect.SQLITE) {
            store.jdbc().sql("""
                    CREATE TRIGGER refuse BEFORE INSERT ON job WHEN NEW.input = '{"n":%d}'
                    BEGIN SELECT RAISE(ABORT, 'refused'); END""".formatted(n)).update();
        } else {
            store.jdbc()
                    .sql("ALTER TABLE job ADD CONSTRAINT refuse CHECK (input <> '{\"n\":%d}')".formatted(n))
                    .update();
        }
    }

    private static Job ownedBy(String owner, Job job) {
        return new Job(
                job.id(),
                owner,
                job.spec(),
                job.state(),
                job.timestamps(),
                job.progress(),
                job.lease(),
                job.checkpoint(),
                job.result(),
                job.failure(),
                job.trace());
    }

    private Job mixedJob(int i) {
        Job job = job(12, i % 3 == 0 ? Map.of("team", "a") : Map.of("team", "b"), null);
        return i % 2 == 0 ? job : job.admitted("a", clock.instant());
    }

    private Job job(long n) {
        return job(n, Map.of(), null);
    }

    private Job job(long n, Map<String, String> labels, @Nullable Duration timeout) {
        var factorial = catalogue.find("factorial").orElseThrow();
        var spec = new JobSpec(factorial, Input.of("n", n), Algorithm.ITERATIVE, Priority.HIGH, labels, timeout);
        return Job.submitted(ids.next(), "", spec, clock.instant());
    }

    private Job succeeded(Job job) {
        return job.succeeded(result(12), clock.instant(), retention());
    }

    private static JobResult result(int n) {
        BigInteger value =
                IntStream.rangeClosed(1, n).mapToObj(BigInteger::valueOf).reduce(BigInteger.ONE, BigInteger::multiply);
        return new JobResult(value.toString().length(), value.bitLength(), "5a", value.toString());
    }

    private void insert(Job... all) {
        assertThat(jobs().insert(List.of(all), null, () -> {})).isTrue();
    }

    private JobState state(Job job) {
        return jobs().find(job.id()).orElseThrow().state();
    }

    private JobStore jobs() {
        return store.jobs();
    }

    private static Duration retention() {
        return TestStore.RETENTION;
    }

    private static IdempotencyKey key(String value, String fingerprint) {
        return new IdempotencyKey("", value, fingerprint);
    }
}
