package dev.interleave.store;

import dev.interleave.supervision.SupervisedThread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.TransactionOperations;

/// Makes writes durable in groups: while one commit waits for the disk, arriving writes queue up, and the next
/// transaction executes all of them (group commit; DeWitt, Katz, Olken, Shapiro, Stonebraker, Wood, Implementation
/// Techniques for Main Memory Database Systems, 1984). Thread-safe.
///
/// On a database that allows several writers, a few writer threads work at the same time, so that one gathers its
/// group while another waits for the disk.
///
/// A write that throws does not fail the others: the transaction is rolled back, and each write of the group is
/// executed again in a transaction of its own. A write must therefore have no effect but that on the database. It
/// must also recognize its own earlier execution, since a commit that is reported as failed may have succeeded.
public final class GroupCommit implements AutoCloseable {

    private static final int MAX_GROUP_SIZE = 1_024;

    /// How long a caller waits for its commit while other commits succeed.
    private static final Duration COMMIT_TIMEOUT = Duration.ofSeconds(20);

    /// How long a caller waits while no commit succeeds: the store is down.
    private static final Duration STALL_TIMEOUT = Duration.ofSeconds(4);

    /// A write of many items in fewer statements than one by one.
    ///
    /// @param <T> the type of an item
    /// @param <R> the type of a result
    @FunctionalInterface
    public interface BatchOperation<T, R> {

        /// Writes the items in the current transaction. May be called again with the same items; only the last call
        /// takes effect.
        ///
        /// @param items at least one item
        /// @return the result of each item, in the same order
        List<R> write(List<T> items);
    }

    private record Write<T, R>(BatchOperation<T, R> operation, T item, CompletableFuture<R> done) {

        /// Executes writes of the same operation.
        ///
        /// @return completes the writes; to run after the commit
        private static <T, R> Runnable execute(BatchOperation<T, R> operation, List<Write<T, R>> writes) {
            List<R> results = operation.write(writes.stream().map(Write::item).toList());
            return () -> {
                for (int i = 0; i < results.size(); i++) {
                    writes.get(i).done.complete(results.get(i));
                }
            };
        }
    }

    private final LinkedBlockingQueue<Write<?, ?>> queue = new LinkedBlockingQueue<>();
    private final TimeoutScheduler timeouts = new TimeoutScheduler("store-timeouts", STALL_TIMEOUT);
    private final TransactionOperations transactions;
    private final WriterLock lock;
    private final List<SupervisedThread> writers;
    private volatile boolean closed;
    private volatile boolean stopped;
    private volatile boolean failing;
    private volatile long lastCommit = System.nanoTime();

    GroupCommit(TransactionOperations transactions, WriterLock lock, int writers) {
        this.transactions = transactions;
        this.lock = lock;
        this.writers = IntStream.range(0, writers)
                .mapToObj(i ->
                        SupervisedThread.start("store-writer-" + i, false, this::run, () -> closed && queue.isEmpty()))
                .toList();
    }

    /// Executes a write on a writer thread and waits for the commit, for at most 20 seconds, or at
    /// most 4 seconds while no commit succeeds.
    ///
    /// @param <T> the type of the result
    /// @param write writes in the current transaction; may run more than once, only the last run takes effect
    /// @return the result of the write, after the commit
    /// @throws RuntimeException the exception of the write or of the commit
    /// @throws DataAccessException if the commit takes too long, in which case the write may or may not take effect
    ///     later, or if the store is closed
    public <T> T write(Supplier<T> write) {
        return write(_ -> Collections.singletonList(write.get()), write);
    }

    /// Writes an item on a writer thread, in a batch with other items of the same operation, and waits for the
    /// commit.
    ///
    /// @param <T> the type of the item
    /// @param <R> the type of the result
    /// @param operation the operation; the same object for all items to batch
    /// @param item the item to write
    /// @return the result, after the commit
    /// @throws RuntimeException as with [#write(Supplier)]
    public <T, R> R write(BatchOperation<T, R> operation, T item) {
        var done = new CompletableFuture<R>();
        queue.add(new Write<>(operation, item, done));
        if (stopped) {
            rejectAll(); // the writer threads have ended
        }
        Future<?> timeout = timeouts.schedule(new Timeout(done, System.nanoTime()));
        try {
            return done.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof TimeoutException) {
                failing = true;
                throw new TransientDataAccessResourceException("The store does not respond");
            }
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        } finally {
            timeout.cancel(false);
        }
    }

    /// Fails a write whose time is over, otherwise waits once more.
    private final class Timeout implements Runnable {

        private final CompletableFuture<?> done;
        private final long start;

        private Timeout(CompletableFuture<?> done, long start) {
            this.done = done;
            this.start = start;
        }

        @Override
        public void run() {
            long now = System.nanoTime();
            boolean isStalled = now - lastCommit >= STALL_TIMEOUT.toNanos();
            if (isStalled || now - start >= COMMIT_TIMEOUT.minus(STALL_TIMEOUT).toNanos()) {
                done.completeExceptionally(new TimeoutException());
            } else if (!done.isDone()) {
                var _ = timeouts.schedule(this);
            }
        }
    }

    /// @return whether the latest write failed because of the store
    boolean isFailing() {
        return failing;
    }

    /// @return the number of writes that wait for a writer thread
    int queueLength() {
        return queue.size();
    }

    /// Executes the queued writes, then ends the writer threads.
    @Override
    public void close() {
        closed = true;
        writers.forEach(SupervisedThread::interrupt);
        try {
            for (SupervisedThread writer : writers) {
                writer.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        stopped = true;
        rejectAll();
    }

    private void run() {
        List<Write<?, ?>> group = new ArrayList<>();
        while (!closed || !queue.isEmpty()) {
            group.clear();
            collect(group);
            group.removeIf(write -> write.done.isDone()); // timed out
            if (!group.isEmpty() && !commit(group)) {
                group.forEach(this::commitAlone);
            }
        }
    }

    private void rejectAll() {
        var closing = new TransientDataAccessResourceException("The store is closed");
        for (Write<?, ?> write = queue.poll(); write != null; write = queue.poll()) {
            write.done.completeExceptionally(closing);
        }
    }

    /// Does not wait after the close, since another writer thread may have taken the last write.
    private void collect(List<Write<?, ?>> group) {
        try {
            if (!closed) {
                group.add(queue.take());
            }
        } catch (InterruptedException e) {
            // closed; the queued writes are still executed
        }
        queue.drainTo(group, MAX_GROUP_SIZE - group.size());
    }

    private boolean commit(List<Write<?, ?>> group) {
        try {
            execute(group);
        } catch (CannotCreateTransactionException e) { // no write of the group was executed
            failing = true;
            group.forEach(write -> write.done.completeExceptionally(e));
        } catch (RuntimeException | Error e) {
            return false;
        }
        return true;
    }

    private void commitAlone(Write<?, ?> write) {
        try {
            execute(List.of(write));
        } catch (Throwable failure) {
            failing = failing || isStoreFailure(cause(failure));
            write.done.completeExceptionally(cause(failure));
        }
    }

    private void execute(List<Write<?, ?>> group) {
        var batches = group.stream()
                .collect(Collectors.groupingBy(Write::operation, LinkedHashMap::new, Collectors.toList()));
        List<Runnable> acknowledgements = new ArrayList<>(batches.size());
        lock.hold(() -> transactions.executeWithoutResult(
                _ -> batches.forEach((operation, writes) -> acknowledgements.add(execute(operation, writes)))));
        failing = false;
        lastCommit = System.nanoTime();
        acknowledgements.forEach(Runnable::run);
    }

    @SuppressWarnings("unchecked") // writes of the same operation have the same types
    private static <T, R> Runnable execute(BatchOperation<?, ?> operation, List<Write<?, ?>> writes) {
        return Write.execute((BatchOperation<T, R>) operation, (List<Write<T, R>>) (List<?>) writes);
    }

    /// A violated constraint or an exception of the write's own code says nothing about the store.
    private static boolean isStoreFailure(Throwable failure) {
        return failure instanceof TransactionException
                || (failure instanceof DataAccessException && !(failure instanceof DataIntegrityViolationException));
    }

    /// The exception of the write itself, even if the rollback failed too: the pool has closed the connection.
    private static Throwable cause(Throwable failure) {
        return failure instanceof TransactionSystemException system && system.getApplicationException() != null
                ? system.getApplicationException()
                : failure;
    }
}
