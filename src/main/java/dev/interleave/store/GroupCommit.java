package dev.interleave.store;

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
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.TransactionOperations;

/// Makes writes durable, many at a time: while one commit waits for the disk, the writes that arrive queue up,
/// and the next transaction carries all of them. Thread-safe.
///
/// Where the database has room for several writers, a few groups are under way at a time, so that one gathers
/// its writes while another waits for the disk.
///
/// A write that throws does not take the others with it: the transaction is rolled back, and each of its writes
/// is tried again alone. So a write must have no effect but the one on the database, and must know its own
/// work: a commit that is reported as failed may have taken place.
public final class GroupCommit implements AutoCloseable {

    private static final int MAX_GROUP = 1_024;

    /// How long a caller waits before it is told that the store does not answer.
    private static final Duration LONGEST_COMMIT = Duration.ofSeconds(20);

    /// A sort of write of which many can be carried out at once, in fewer statements than one by one.
    ///
    /// @param <T> what is to be written
    /// @param <R> what becomes of it
    @FunctionalInterface
    public interface Together<T, R> {

        /// Uses the transaction it finds; may be called again for the same items, only the last time counts.
        ///
        /// @param items at least one
        /// @return what became of each, in the same order
        List<R> write(List<T> items);
    }

    private record Write<T, R>(Together<T, R> how, T item, CompletableFuture<R> done) {

        /// Makes writes of one sort now, and answers what to do once they are durable.
        private static <T, R> Runnable run(Together<T, R> how, List<Write<T, R>> writes) {
            List<R> results = how.write(writes.stream().map(Write::item).toList());
            return () -> {
                for (int i = 0; i < results.size(); i++) {
                    writes.get(i).done.complete(results.get(i));
                }
            };
        }
    }

    private final LinkedBlockingQueue<Write<?, ?>> waiting = new LinkedBlockingQueue<>();
    private final TimeoutScheduler timeoutScheduler = new TimeoutScheduler("store-patience", LONGEST_COMMIT);
    private final TransactionOperations transactions;
    private final WriterLock lock;
    private final List<Thread> writers;
    private volatile boolean closed;
    private volatile boolean stopped;
    private volatile boolean failing;

    GroupCommit(TransactionOperations transactions, WriterLock lock, int writers) {
        this.transactions = transactions;
        this.lock = lock;
        this.writers = IntStream.range(0, writers)
                .mapToObj(i -> Thread.ofPlatform().name("store-writer-" + i).start(this::run))
                .toList();
    }

    /// Has a write done by a writer's thread.
    ///
    /// @param <T> what it returns
    /// @param write uses the transaction it finds; may be run more than once, only the last time counts
    /// @return what it returned, once that is durable
    /// @throws RuntimeException what it threw, or what the commit did; a `DataAccessException` if the store
    ///     does not answer, and then the write may still be made, or may not
    public <T> T write(Supplier<T> write) {
        return write(_ -> Collections.singletonList(write.get()), write);
    }

    /// Has an item written by a writer's thread, together with others of its sort.
    ///
    /// @param <T> what is to be written
    /// @param <R> what becomes of it
    /// @param how the same object for all items of the sort
    /// @param item to be written
    /// @return what became of it, once that is durable
    /// @throws RuntimeException as with [#write(Supplier)]
    public <T, R> R write(Together<T, R> how, T item) {
        var done = new CompletableFuture<R>();
        waiting.add(new Write<>(how, item, done));
        if (stopped) {
            refuseAll(); // no writer will look at it any more
        }
        Future<?> limit = timeoutScheduler.limit(() -> done.completeExceptionally(new TimeoutException()));
        try {
            return done.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof TimeoutException) {
                failing = true;
                throw new TransientDataAccessResourceException("the store does not answer");
            }
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        } finally {
            limit.cancel(false);
        }
    }

    /// @return whether the last thing that is known of the store is that it could not commit
    boolean isFailing() {
        return failing;
    }

    /// @return how many writes no writer has taken yet
    int waiting() {
        return waiting.size();
    }

    /// Carries out what waits, then stops.
    @Override
    public void close() {
        closed = true;
        writers.forEach(Thread::interrupt);
        try {
            for (Thread writer : writers) {
                writer.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        stopped = true;
        refuseAll();
    }

    private void run() {
        List<Write<?, ?>> group = new ArrayList<>();
        while (!closed || !waiting.isEmpty()) {
            group.clear();
            collect(group);
            group.removeIf(write -> write.done.isDone()); // nobody waits for it any more
            if (!group.isEmpty() && !commit(group)) {
                group.forEach(this::commitAlone);
            }
        }
    }

    private void refuseAll() {
        var closing = new TransientDataAccessResourceException("the store is closed");
        for (Write<?, ?> write = waiting.poll(); write != null; write = waiting.poll()) {
            write.done.completeExceptionally(closing);
        }
    }

    /// Once it is closed, nobody waits: another writer may have taken the last one just now.
    private void collect(List<Write<?, ?>> group) {
        try {
            if (!closed) {
                group.add(waiting.take());
            }
        } catch (InterruptedException e) {
            // closed: what is left is carried out all the same
        }
        waiting.drainTo(group, MAX_GROUP - group.size());
    }

    private boolean commit(List<Write<?, ?>> group) {
        try {
            carryOut(group);
        } catch (RuntimeException | Error e) {
            return false;
        }
        return true;
    }

    private void commitAlone(Write<?, ?> write) {
        try {
            carryOut(List.of(write));
        } catch (Throwable failure) {
            failing = failing || isOfTheStore(cause(failure));
            write.done.completeExceptionally(cause(failure));
        }
    }

    private void carryOut(List<Write<?, ?>> group) {
        var sorts = group.stream().collect(Collectors.groupingBy(Write::how, LinkedHashMap::new, Collectors.toList()));
        List<Runnable> acknowledgements = new ArrayList<>(sorts.size());
        lock.hold(() -> transactions.executeWithoutResult(
                _ -> sorts.forEach((how, writes) -> acknowledgements.add(run(how, writes)))));
        failing = false;
        acknowledgements.forEach(Runnable::run);
    }

    @SuppressWarnings("unchecked") // of one sort, so of one type
    private static <T, R> Runnable run(Together<?, ?> how, List<Write<?, ?>> writes) {
        return Write.run((Together<T, R>) how, (List<Write<T, R>>) (List<?>) writes);
    }

    /// A broken constraint, or a write that fails by itself, tells nothing of the store.
    private static boolean isOfTheStore(Throwable failure) {
        return failure instanceof TransactionException
                || (failure instanceof DataAccessException && !(failure instanceof DataIntegrityViolationException));
    }

    /// What the write itself threw, even if the rollback failed too: after a failure, the pool closes the
    /// connection.
    private static Throwable cause(Throwable failure) {
        return failure instanceof TransactionSystemException system && system.getApplicationException() != null
                ? system.getApplicationException()
                : failure;
    }
}
