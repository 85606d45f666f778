package dev.interleave.eventloop;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Steps any number of [Task]s on one thread, one turn after the other.
///
/// The principles:
///
/// 1. A turn is one step of one task, or one callback. Who is next is decided after each turn by the
///    [Scheduling] policy.
/// 2. All state belongs to the thread that drives the loop. Other threads come in by one door, which is opened
///    between turns and lets in a bounded batch at a time.
/// 3. A task or callback that throws, an [Error] included, harms nobody else.
/// 4. The loop has no thread of its own. [EventLoopThread] drives it in production; in a test, the caller does,
///    turn by turn.
///
/// [#schedule(Task...)], [#callSoon(Runnable)] and the figures are thread-safe; of the driving methods, one may
/// be under way at a time.
public final class EventLoop {

    final ReadyQueue ready;
    final EventLoopListener listener;
    final Counter rounds = new Counter();
    final Counter readyTasks = new Counter();

    private final Scheduling scheduling;
    private final Inbox inbox;
    private final TurnMeter meter;
    private final AtomicReference<@Nullable Thread> driver = new AtomicReference<>();

    /// @param scheduling who is next
    /// @param listener hears what the loop does
    public EventLoop(Scheduling scheduling, EventLoopListener listener) {
        this(scheduling, listener, System::nanoTime);
    }

    /// @param scheduling who is next
    /// @param listener hears what the loop does
    /// @param nanoClock the clock of turn lengths and lag, in nanoseconds from any origin
    public EventLoop(Scheduling scheduling, EventLoopListener listener, LongSupplier nanoClock) {
        this.scheduling = scheduling;
        this.listener = new GuardedListener(listener);
        this.ready = scheduling.newQueue(this::flushCharges);
        this.inbox = new Inbox(nanoClock);
        this.meter = new TurnMeter(nanoClock, this.listener, ready);
    }

    /// Starts tasks, in the order given.
    ///
    /// @param tasks made for this loop, and never scheduled before
    /// @throws IllegalArgumentException if a task was made for another loop
    /// @throws IllegalStateException if a task was scheduled before
    public void schedule(Task<?>... tasks) {
        for (Task<?> task : tasks) {
            if (task.loop() != this) {
                throw new IllegalArgumentException(task + " belongs to another loop");
            }
            task.markScheduled();
            execute(task::admit);
        }
    }

    /// Has the loop call something later, in the order of the calls.
    ///
    /// @param callback runs on the loop's thread, so must be short; may schedule tasks and callbacks; if it
    ///     throws, the listener is told
    public void callSoon(Runnable callback) {
        LoopCallback schedulable = new LoopCallback(callback, listener);
        execute(() -> ready.admit(schedulable));
    }

    /// Runs one turn on the calling thread.
    ///
    /// @return false if nothing was ready
    /// @throws IllegalStateException if the loop is being driven already
    public boolean runTurn() {
        drive();
        try {
            return turn();
        } finally {
            driver.set(null);
        }
    }

    /// Runs turns on the calling thread until nothing is ready.
    ///
    /// @throws IllegalStateException if the loop is being driven already
    public void runUntilIdle() {
        drive();
        try {
            while (turn()) {}
        } finally {
            driver.set(null);
        }
    }

    /// Turns a suspendable computation into a blocking one: schedules it, and drives the loop on the calling
    /// thread until it has ended. Other tasks have their turns meanwhile.
    ///
    /// @param <T> what it returns
    /// @param computation not started
    /// @return what it returned
    /// @throws IllegalStateException if the loop is being driven already
    public <T> T runUntilComplete(Coroutine<T> computation) {
        drive();
        try {
            Task<T> task = new Task<>(this, computation.getClass().getSimpleName(), computation);
            task.markScheduled();
            inbox.enter(task::admit); // behind what already waits there
            return complete(task);
        } finally {
            driver.set(null);
        }
    }

    /// Drives the loop on the calling thread until a task has ended.
    ///
    /// @param <T> what it returns
    /// @param task scheduled on this loop
    /// @return what it returned
    /// @throws IllegalStateException if the loop is being driven already, or the task failed (with its cause),
    ///     was cancelled, or cannot end because it has no turns
    public <T> T runUntilComplete(Task<T> task) {
        drive();
        try {
            return complete(task);
        } finally {
            driver.set(null);
        }
    }

    /// @return the policy it was made with
    public Scheduling scheduling() {
        return scheduling;
    }

    /// @return how many rounds were taken so far: the steps of all tasks
    public long rounds() {
        return rounds.get();
    }

    /// @return how many tasks wait for their next turn or have it
    public int readyTasks() {
        return (int) readyTasks.get();
    }

    /// Drives the loop on the calling thread, asleep while nothing is ready, until it is told to stop.
    ///
    /// @param stopped asked between batches of turns; [#wakeUp()] has it asked soon
    void runUntil(BooleanSupplier stopped) {
        drive();
        try {
            while (!stopped.getAsBoolean()) {
                if (!runBatch()) {
                    inbox.awaitKnock(stopped);
                }
            }
        } finally {
            driver.set(null);
        }
    }

    void wakeUp() {
        inbox.knock();
    }

    /// Carries out what belongs to the loop's thread: now if this is it, else soon.
    void execute(Runnable action) {
        if (driver.get() == Thread.currentThread()) {
            action.run();
        } else {
            inbox.enter(action);
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
        Schedulable schedulable;
        do {
            inbox.letIn(listener);
            schedulable = ready.next();
        } while (schedulable == null && !inbox.isEmpty());
        if (schedulable == null) {
            return false;
        }
        meter.run(schedulable);
        meter.flush();
        return true;
    }

    private boolean runBatch() {
        inbox.letIn(listener);
        int filled = 0;
        while (filled < TurnMeter.BATCH) {
            Schedulable schedulable = ready.next();
            if (schedulable == null) {
                break;
            }
            filled += meter.run(schedulable);
        }
        meter.flush();
        return filled > 0;
    }

    private void flushCharges() {
        meter.flush();
    }

    private void drive() {
        if (!driver.compareAndSet(null, Thread.currentThread())) {
            throw new IllegalStateException("the loop is being driven by " + driver.get());
        }
    }
}
