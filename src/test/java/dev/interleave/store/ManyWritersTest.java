package dev.interleave.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.support.TransactionOperations;

/// Several groups of writes may be under way at a time.
class ManyWritersTest {

    private static final int ROUNDS = 300;
    private static final int WRITERS = 16;

    /// A writer that finds the last writes taken by another one must not wait for more.
    @Test
    void closingCarriesOutWhatWaitsAndThenEnds() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            AtomicInteger carriedOut = new AtomicInteger();
            AtomicInteger told = new AtomicInteger();
            GroupCommit commits =
                    new GroupCommit(TransactionOperations.withoutTransaction(), new WriterLock(false), WRITERS);
            List<Thread> callers = IntStream.range(0, 8)
                    .mapToObj(_ -> Thread.ofVirtual().start(() -> writeUntilClosed(commits, carriedOut, told)))
                    .toList();

            Thread closer = Thread.ofPlatform().daemon().start(commits::close);

            assertThat(closer.join(Duration.ofSeconds(10))).as("closed").isTrue();
            for (Thread caller : callers) {
                assertThat(caller.join(Duration.ofSeconds(10))).as("answered").isTrue();
            }
            assertThat(carriedOut).hasValue(told.get());
        }
    }

    private static void writeUntilClosed(GroupCommit commits, AtomicInteger carriedOut, AtomicInteger told) {
        try {
            while (true) {
                commits.write(carriedOut::incrementAndGet);
                told.incrementAndGet();
            }
        } catch (DataAccessException e) {
            // closed
        }
    }
}
