package dev.interleave.job.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interleave.job.model.Job;
import dev.interleave.store.Dialect;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.DataAccessException;

/// Executes writes that arrive together in one commit, without letting one fail another.
@ParameterizedClass
@EnumSource(Dialect.class)
class JobWriteBatchTest extends JobStoreFixture {

    JobWriteBatchTest(Dialect dialect) {
        super(dialect);
    }

    @Test
    void isolatesAFailedWrite() throws InterruptedException {
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
    void commitsConcurrentWritesTogether() throws InterruptedException {
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
    void throwsTheExceptionOfAWriteToItsCaller() {
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
    void rejectsWritesAfterClose() {
        store.close();

        assertThatThrownBy(() -> insert(job(12))).isInstanceOf(DataAccessException.class);
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
}
