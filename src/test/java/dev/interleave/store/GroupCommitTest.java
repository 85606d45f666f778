package dev.interleave.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.support.TransactionOperations;

/// Batches of queued writes.
class GroupCommitTest {

    private final GroupCommit commits =
            new GroupCommit(TransactionOperations.withoutTransaction(), new WriterLock(false), 1);
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final List<List<Integer>> batches = Collections.synchronizedList(new ArrayList<>());
    private final GroupCommit.BatchOperation<Integer, String> squares = this::squares;

    @AfterEach
    void close() {
        callers.close();
        commits.close();
    }

    @Test
    void returnsToEachCallerItsOwnResult() {
        // when
        List<CompletableFuture<String>> results = writeInOneBatch(IntStream.range(0, 20));

        // then
        for (int i = 0; i < results.size(); i++) {
            assertThat(results.get(i).join()).isEqualTo(String.valueOf(i * i));
        }
        assertThat(batches)
                .singleElement()
                .satisfies(batch -> assertThat(batch).hasSize(20).doesNotHaveDuplicates());
    }

    @Test
    void failureOfOneWriteDoesNotFailTheOthers() {
        // when
        List<CompletableFuture<String>> results = writeInOneBatch(IntStream.of(1, -1, 2));

        // then
        assertThat(results.get(0).join()).isEqualTo("1");
        assertThatThrownBy(results.get(1)::join).hasCauseInstanceOf(DuplicateKeyException.class);
        assertThat(results.get(2).join()).isEqualTo("4");
    }

    /// Keeps the writer thread busy until all writes are queued.
    private List<CompletableFuture<String>> writeInOneBatch(IntStream numbers) {
        var busy = new CountDownLatch(1);
        var taken = new CountDownLatch(1);
        var first = CompletableFuture.runAsync(
                () -> commits.write(() -> {
                    taken.countDown();
                    return awaitQuietly(busy);
                }),
                callers);
        awaitQuietly(taken);
        List<CompletableFuture<String>> results = numbers.mapToObj(
                        i -> CompletableFuture.supplyAsync(() -> commits.write(squares, i), callers))
                .toList();
        await().until(() -> commits.queueLength() >= results.size());
        busy.countDown();
        first.join();
        return results;
    }

    private static boolean awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return true;
    }

    private List<String> squares(List<Integer> numbers) {
        if (numbers.contains(-1)) {
            throw new DuplicateKeyException("for the test");
        }
        batches.add(numbers);
        return numbers.stream().map(number -> String.valueOf(number * number)).toList();
    }
}
