package dev.interleave.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.support.TransactionOperations;

/// Several writer threads at the same time.
class ManyWritersTest {

    private static final int ROUNDS = 300;
    private static final int WRITERS = 16;

    /// A writer thread must not wait when another thread has taken the last writes.
    @Test
    void closeExecutesQueuedWritesAndEnds() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            AtomicInteger executed = new AtomicInteger();
            AtomicInteger acknowledged = new AtomicInteger();
            GroupCommit commits =
                    new GroupCommit(TransactionOperations.withoutTransaction(), new WriterLock(false), WRITERS);
            List<Thread> callers = IntStream.range(0, 8)
                    .mapToObj(_ -> Thread.ofVirtual().start(() -> writeUntilClosed(commits, executed, acknowledged)))
                    .toList();

            Thread closer = Thread.ofPlatform().daemon().start(commits::close);

            assertThat(closer.join(Duration.ofSeconds(10))).as("closed").isTrue();
            for (Thread caller : callers) {
                assertThat(caller.join(Duration.ofSeconds(10)))
                        .as("caller ended")
                        .isTrue();
            }
            assertThat(executed).hasValue(acknowledged.get());
        }
    }

    private static void writeUntilClosed(GroupCommit commits, AtomicInteger executed, AtomicInteger acknowledged) {
        try {
            while (true) {
                commits.write(executed::incrementAndGet);
                acknowledged.incrementAndGet();
            }
        } catch (DataAccessException e) {
            // closed
        }
    }
}
