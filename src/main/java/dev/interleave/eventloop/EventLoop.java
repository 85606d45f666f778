package dev.interleave.eventloop;

import dev.interleave.eventloop.timing.Counter;
import dev.interleave.eventloop.timing.TurnMeter;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Steps any number of [Task]s on one thread, one turn after the other.
///
/// The principles:
///
/// 1. A turn is one step of one task, or one callback. After each turn, the [Scheduling] policy selects the next.
/// 2. All state belongs to the thread that drives the loop. Other threads submit actions to the inbox, which
///    the loop drains between turns, a bounded batch at a time.
/// 3. A task or callback that throws, an [Error] included, harms no other.
/// 4. The loop has no thread of its own. [EventLoopThread] drives it in production; in a test, the caller does,
///    turn by turn.
///
/// [#schedule(Task...)], [#callSoon(Runnable)] and the counters are thread-safe. Only one thread at a time can
/// drive the loop: a method that drives throws an [IllegalStateException] if the loop is being driven already.
public final class EventLoop {

    final ReadyQueue ready;
    final Counter rounds = new Counter();
    final Counter readyTasks = new Counter();

    private final Scheduling scheduling;
    private final EventLoopListener listener;
    private final Inbox inbox;
    private final TurnMeter<Schedulable> meter;
    private final AtomicReference<@Nullable Thread> driver = new AtomicReference<>();

    /// @param scheduling selects what has the next turn
    /// @param listener observes the loop
    public EventLoop(Scheduling scheduling, EventLoopListener listener) {
        this(scheduling, listener, System::nanoTime);
    }

    /// @param scheduling selects what has the next turn
    /// @param listener observes the loop
    /// @param nanoClock the clock of turn lengths and lag, in nanoseconds from any origin
    public EventLoop(Scheduling scheduling, EventLoopListener listener, LongSupplier nanoClock) {
        this.scheduling = scheduling;
        this.listener = listener;
        this.inbox = new Inbox(nanoClock, lag -> inform(to -> to.lagged(lag)));
        this.meter = new TurnMeter<>(nanoClock, this::record);
        this.ready = scheduling.newQueue(meter::flush);
    }

    /// Starts tasks, in the order given.
    ///
    /// @param tasks made for this loop, and never scheduled before
    /// @throws IllegalArgumentException if a task was made for another loop
    /// @throws IllegalStateException if a task was scheduled before
    public void schedule(Task<?>... tasks) {
        for (Task<?> task : tasks) {
            if (task.loop != this) {
                throw new IllegalArgumentException(task + " belongs to another loop");
            }
            task.markScheduled();
            execute(task::admit);
        }
    }

    /// Runs a callback on the loop thread, in a turn of its own, in the order of the calls.
    ///
    /// @param callback must be short; may schedule tasks and callbacks; what it throws goes to the listener
    public void callSoon(Runnable callback) {
        LoopCallback schedulable = new LoopCallback(this, callback);
        execute(() -> ready.add(schedulable));
    }

    /// Runs one turn on the calling thread.
    ///
    /// @return false if nothing was ready
    public boolean runTurn() {
        try (var _ = drive()) {
            return turn();
        }
    }

    /// Runs turns on the calling thread until nothing is ready.
    public void runUntilIdle() {
        try (var _ = drive()) {
            while (turn()) {}
        }
    }

    /// Schedules a computation, and drives the loop on the calling thread until it has ended. Other tasks have
    /// their turns meanwhile.
    ///
    /// @param <T> the type of its value
    /// @param computation not started
    /// @return its value
    /// @throws IllegalStateException as [#runUntilComplete(Task)]
    public <T> T runUntilComplete(Coroutine<T> computation) {
        try (var _ = drive()) {
            Task<T> task = new Task<>(this, computation.getClass().getSimpleName(), computation);
            task.markScheduled();
            inbox.submit(task::admit); // after what was submitted before
            return complete(task);
        }
    }

    /// Drives the loop on the calling thread until a task has ended.
    ///
    /// @param <T> the type of its value
    /// @param task scheduled on this loop
    /// @return its value
    /// @throws IllegalStateException if the task failed (with its cause), was cancelled, or cannot end because it
    ///     has no turns
    public <T> T runUntilComplete(Task<T> task) {
        try (var _ = drive()) {
            return complete(task);
        }
    }

    /// @return the policy
    public Scheduling scheduling() {
        return scheduling;
    }

    /// @return how many rounds were run so far: the steps of all tasks
    public long rounds() {
        return rounds.get();
    }

    /// @return how many tasks wait for their next turn or have it
    public int readyTasks() {
        return (int) readyTasks.get();
    }

    /// Drives the loop on the calling thread until it is stopped, and sleeps while nothing is ready.
    ///
    /// @param stopped read between batches of turns; call [#wakeUp()] to have it read soon
    void runUntil(BooleanSupplier stopped) {
        try (var _ = drive()) {
            while (!stopped.getAsBoolean()) {
                if (!runBatch()) {
                    inbox.awaitWork(stopped);
                }
            }
        }
    }

    void wakeUp() {
        inbox.wakeUp();
    }

    /// Runs an action on the loop thread: at once if this is it, else soon.
    void execute(Runnable action) {
        if (driver.get() == Thread.currentThread()) {
            action.run();
        } else {
            inbox.submit(action);
        }
    }

    /// Calls the listener. What it throws goes to the thread's handler of uncaught exceptions: the loop goes on.
    void inform(Consumer<EventLoopListener> call) {
        try {
            call.accept(listener);
        } catch (Throwable failure) {
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, failure);
        }
    }

    private <T> T complete(Task<T> task) {
        while (task.outcome() == null && turn()) {}
        return switch (task.outcome()) {
            case Outcome.Succeeded<T>(T value) -> value;
            case Outcome.Failed<T>(Throwable cause) -> throw new IllegalStateException(task + " failed", cause);
            case Outcome.Cancelled<T> _ -> throw new IllegalStateException(task + " was cancelled");
            case null -> throw new IllegalStateException(task + " is not ready, and nothing else is");
        };
    }

    private boolean turn() {
        Schedulable next;
        do {
            inbox.drain();
            next = ready.next();
        } while (next == null && !inbox.isEmpty());
        if (next == null) {
            return false;
        }
        meter.run(next);
        meter.flush();
        return true;
    }

    private boolean runBatch() {
        inbox.drain();
        int filled = 0;
        while (filled < TurnMeter.BATCH) {
            Schedulable next = ready.next();
            if (next == null) {
                break;
            }
            filled += meter.run(next);
        }
        meter.flush();
        return filled > 0;
    }

    private void record(Schedulable first, int turns, long nanos) {
        ready.charge(first, nanos);
        inform(to -> to.turnsRan(turns, nanos));
    }

    private Driving drive() {
        if (!driver.compareAndSet(null, Thread.currentThread())) {
            throw new IllegalStateException("The loop is being driven by " + driver.get());
        }
        return () -> driver.set(null);
    }

    /// Ends when the calling thread no longer drives the loop.
    private interface Driving extends AutoCloseable {

        @Override
        void close();
    }
}
