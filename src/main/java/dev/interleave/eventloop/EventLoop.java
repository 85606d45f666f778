package dev.interleave.eventloop;

import dev.interleave.eventloop.timing.Counter;
import dev.interleave.eventloop.timing.TurnMeter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
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
/// [#schedule(Task...)], [#callSoon(Runnable)], timers and the counters are thread-safe. Only one thread at a time can
/// drive the loop: a method that drives throws an [IllegalStateException] if the loop is being driven already.
public final class EventLoop {

    final ReadyQueue ready;
    final Counter rounds = new Counter();
    final Counter readyTasks = new Counter();

    private final Scheduling scheduling;
    private final EventLoopListener listener;
    private final LongSupplier nanoClock;
    private final long startNanos;
    private final Inbox inbox;
    private final TimerQueue timers = new TimerQueue(this);
    private final TurnMeter<Schedulable> meter;
    private final AtomicReference<@Nullable Thread> driver = new AtomicReference<>();

    /// @param scheduling selects what has the next turn
    /// @param listener observes the loop
    public EventLoop(Scheduling scheduling, EventLoopListener listener) {
        this(scheduling, listener, System::nanoTime);
    }

    /// @param scheduling selects what has the next turn
    /// @param listener observes the loop
    /// @param nanoClock the clock of timers, turn lengths and lag, in nanoseconds from any origin; never goes back.
    ///     A test or a simulation sets it between two turns.
    public EventLoop(Scheduling scheduling, EventLoopListener listener, LongSupplier nanoClock) {
        this.scheduling = scheduling;
        this.listener = listener;
        this.nanoClock = nanoClock;
        this.startNanos = nanoClock.getAsLong();
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

    /// Runs a callback on the loop thread, in a turn of its own, after a delay.
    ///
    /// @param delay how long to wait; zero or negative: the callback is due at once. A delay of more than 292 years
    ///     counts as 292 years
    /// @param callback as for [#callSoon(Runnable)]
    /// @return the timer, pending
    public LoopTimer callLater(Duration delay, Runnable callback) {
        long now = time();
        long nanos = TimeUnit.NANOSECONDS.convert(delay); // saturates
        return callAt(nanos > Long.MAX_VALUE - now ? Long.MAX_VALUE : now + nanos, callback);
    }

    /// Runs a callback on the loop thread, in a turn of its own, at a time or as soon as possible after it. Timers run
    /// in the order of their times, and timers with the same time in the order of the calls. The loop moves due
    /// timers to the ready queue between turns, and at most 256 of them wait there, so timers starve no task.
    ///
    /// @param time in nanoseconds of [#time()]; may be in the past
    /// @param callback as for [#callSoon(Runnable)]
    /// @return the timer, pending
    public LoopTimer callAt(long time, Runnable callback) {
        LoopTimer timer = new LoopTimer(this, time, callback);
        execute(() -> timers.add(timer));
        return timer;
    }

    /// @return the time on the monotonic clock of the loop, in nanoseconds since the loop was made
    public long time() {
        return nanoClock.getAsLong() - startNanos;
    }

    /// Says to which time a simulated clock can go when no turn is ready. Call only from the thread that drives the
    /// loop.
    ///
    /// @return when the next timer is due, in nanoseconds of [#time()], as of the last turn; [Long#MAX_VALUE] if
    ///     none is pending
    public long nextTimer() {
        return timers.nextTime();
    }

    /// Runs one turn on the calling thread.
    ///
    /// @return false if nothing was ready; timers that are not due are not ready
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

    /// Drives the loop on the calling thread until a task has ended. Sleeps while nothing is ready and timers are
    /// pending.
    ///
    /// @param <T> the type of its value
    /// @param task scheduled on this loop
    /// @return its value
    /// @throws IllegalStateException if the task failed (with its cause), was cancelled, or cannot end because it
    ///     has no turns and no timer is pending
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

    /// Drives the loop on the calling thread until it is stopped, and sleeps while nothing is ready: until the next
    /// timer is due, or until it is woken up.
    ///
    /// @param stopped read between batches of turns; call [#wakeUp()] to have it read soon
    void runUntil(BooleanSupplier stopped) {
        try (var _ = drive()) {
            while (!stopped.getAsBoolean()) {
                if (!runBatch()) {
                    sleep(stopped);
                }
            }
        }
    }

    void wakeUp() {
        inbox.wakeUp();
    }

    /// Releases a cancelled timer.
    void forget(LoopTimer timer) {
        execute(() -> timers.remove(timer));
    }

    /// @return how many timers are pending; call only from the thread that drives the loop
    int pendingTimers() {
        return timers.size();
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
        while (task.outcome() == null) {
            if (turn()) {
                continue;
            }
            if (timers.isEmpty()) {
                break;
            }
            sleep(() -> false);
        }
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
            timers.moveDue();
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
        timers.moveDue();
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

    private void sleep(BooleanSupplier stopped) {
        inbox.awaitWork(stopped, timers.isEmpty() ? Long.MAX_VALUE : timers.nextTime() - time());
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
