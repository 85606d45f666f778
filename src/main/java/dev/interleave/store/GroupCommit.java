package dev.interleave.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
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
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private record Write<T>(Supplier<T> action, CompletableFuture<T> done) {

        /// Runs the action now, and answers what to do once that is durable.
        Runnable run() {
            T value = action.get();
            return () -> done.complete(value);
        }
    }

    private final LinkedBlockingQueue<Write<?>> waiting = new LinkedBlockingQueue<>();
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
        var done = new CompletableFuture<T>();
        waiting.add(new Write<>(write, done));
        if (stopped) {
            refuseAll(); // no writer will look at it any more
        }
        try {
            return done.orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof TimeoutException) {
                failing = true;
                throw new TransientDataAccessResourceException("the store does not answer");
            }
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /// @return whether the last thing that is known of the store is that it could not commit
    boolean isFailing() {
        return failing;
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
        List<Write<?>> group = new ArrayList<>();
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
        for (Write<?> write = waiting.poll(); write != null; write = waiting.poll()) {
            write.done.completeExceptionally(closing);
        }
    }

    /// Once it is closed, nobody waits: another writer may have taken the last one just now.
    private void collect(List<Write<?>> group) {
        try {
            if (!closed) {
                group.add(waiting.take());
            }
        } catch (InterruptedException e) {
            // closed: what is left is carried out all the same
        }
        waiting.drainTo(group, MAX_GROUP - group.size());
    }

    private boolean commit(List<Write<?>> group) {
        List<Runnable> acknowledgements = new ArrayList<>(group.size());
        try {
            lock.hold(() ->
                    transactions.executeWithoutResult(_ -> group.forEach(write -> acknowledgements.add(write.run()))));
        } catch (RuntimeException | Error e) {
            return false;
        }
        failing = false;
        acknowledgements.forEach(Runnable::run);
        return true;
    }

    private void commitAlone(Write<?> write) {
        try {
            List<Runnable> acknowledgement = new ArrayList<>();
            lock.hold(() -> transactions.executeWithoutResult(_ -> acknowledgement.add(write.run())));
            failing = false;
            acknowledgement.forEach(Runnable::run);
        } catch (Throwable failure) {
            failing = failing || isOfTheStore(cause(failure));
            write.done.completeExceptionally(cause(failure));
        }
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
