package dev.interleave.eventloop;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A suspended computation that an [EventLoop] steps to its end, and whoever wants to hear of that end.
///
/// Thread-safe: every method may be called from any thread. What changes a task is carried out on the loop's
/// thread between two steps: at once when the caller is that thread, soon otherwise.
///
/// @param <T> what its computation returns
public final class Task<T> extends Schedulable {

    private final EventLoop loop;
    private final String name;
    final SchedulingAccount account;

    private final Counter steps = new Counter();
    private final Counter measuredSteps = new Counter();
    private final Counter measuredNanos = new Counter();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final List<Consumer<? super Outcome<T>>> callbacks = new ArrayList<>(1);

    private @Nullable Coroutine<T> computation;
    private boolean queued;
    private volatile TaskState state = TaskState.CREATED;
    private volatile @Nullable Outcome<T> outcome;
    private volatile long admittedAt = -1;
    private volatile long endedAt = -1;

    /// Makes a task; [EventLoop#schedule(Task...)] starts it.
    ///
    /// @param loop the loop that is to step it
    /// @param name tells it apart in logs
    /// @param computation not started, and not touched by anyone else from now on
    public Task(EventLoop loop, String name, Coroutine<T> computation) {
        this(loop, name, computation, SchedulingWeight.EQUAL);
    }

    /// Makes a task with a share of its own.
    ///
    /// @param loop the loop that is to step it
    /// @param name tells it apart in logs
    /// @param computation not started, and not touched by anyone else from now on
    /// @param share whose it is, and its weight
    public Task(EventLoop loop, String name, Coroutine<T> computation, SchedulingWeight share) {
        this.loop = loop;
        this.name = name;
        this.computation = computation;
        this.account = new SchedulingAccount(share);
    }

    /// Registers a callback for the end, in whatever way it ends. Any number of them may be registered at any
    /// time. The loop calls each of them once, later, in the order of registration; one that comes after the
    /// end is called soon.
    ///
    /// @param callback runs on the loop's thread, so must be short; may schedule tasks and callbacks
    /// @return this task
    public Task<T> onDone(Consumer<? super Outcome<T>> callback) {
        loop.execute(() -> addCallback(callback));
        return this;
    }

    /// Ends the task before its next step. Does nothing once it has ended.
    public void cancel() {
        loop.execute(() -> {
            if (!state.isEnded()) {
                end(TaskState.CANCELLED, new Outcome.Cancelled<>());
            }
        });
    }

    /// Gives the task no more turns until it is resumed. Does nothing unless it is ready.
    public void pause() {
        loop.execute(() -> {
            if (state == TaskState.READY) {
                state = TaskState.PAUSED;
                loop.readyTasks.add(-1);
            }
        });
    }

    /// Gives a paused task turns again. Does nothing unless it is paused.
    public void resume() {
        loop.execute(() -> {
            if (state == TaskState.PAUSED) {
                makeReady();
            }
        });
    }

    /// @return the name it was made with
    public String name() {
        return name;
    }

    /// @return whose it is, and its weight
    public SchedulingWeight share() {
        return account.share;
    }

    /// @return where the task is in its life
    public TaskState state() {
        return state;
    }

    /// @return how it ended, or null while it has not
    public @Nullable Outcome<T> outcome() {
        return outcome;
    }

    /// @return how often it was stepped
    public long steps() {
        return steps.get();
    }

    /// @return how many of its steps were measured one by one: all but the tiny ones
    public long measuredSteps() {
        return measuredSteps.get();
    }

    /// @return how long [#measuredSteps()] took together, in nanoseconds
    public long measuredNanos() {
        return measuredNanos.get();
    }

    /// How many rounds the loop took from the task's admission to its end, or to now: the steps of all tasks,
    /// its own included.
    ///
    /// @return at least [#steps()]
    public long rounds() {
        long from = admittedAt;
        long to = endedAt;
        return from < 0 ? 0 : (to < 0 ? loop.rounds() : to) - from;
    }

    @Override
    public String toString() {
        return "<Task: '" + name + "'>";
    }

    /// To be called once, before the task enters the loop.
    void markScheduled() {
        if (!scheduled.compareAndSet(false, true)) {
            throw new IllegalStateException(this + " was scheduled before; make a new task");
        }
    }

    EventLoop loop() {
        return loop;
    }

    void admit() {
        if (state == TaskState.CREATED) {
            admittedAt = loop.rounds();
            makeReady();
        }
    }

    @Override
    void turn() {
        queued = false;
        Coroutine<T> current = computation;
        if (state != TaskState.READY || current == null) {
            return; // paused or cancelled while it waited
        }
        loop.rounds.add(1);
        steps.add(1);
        try {
            after(current.step(), current);
        } catch (Throwable failure) {
            fail(failure);
        }
    }

    @Override
    void measured(long nanos) {
        measuredSteps.add(1);
        measuredNanos.add(nanos);
    }

    private void after(Step step, Coroutine<T> current) {
        if (state.isEnded()) {
            return; // it cancelled itself
        }
        switch (step) {
            case RETURNED -> end(TaskState.SUCCEEDED, new Outcome.Succeeded<>(current.value()));
            case YIELDED -> {
                if (state == TaskState.READY && !queued) { // queued if it paused and resumed itself
                    queued = true;
                    loop.ready.yielded(this);
                }
            }
        }
    }

    private void fail(Throwable failure) {
        if (!state.isEnded()) {
            end(TaskState.FAILED, new Outcome.Failed<>(failure));
        }
        loop.listener.taskFailed(this, failure);
    }

    private void makeReady() {
        state = TaskState.READY;
        loop.readyTasks.add(1);
        if (!queued) {
            queued = true;
            loop.ready.admit(this);
        }
    }

    private void end(TaskState last, Outcome<T> how) {
        if (state == TaskState.READY) {
            loop.readyTasks.add(-1);
        }
        computation = null; // its memory goes even if somebody keeps the task
        endedAt = loop.rounds();
        outcome = how;
        state = last;
        callbacks.forEach(callback -> loop.callSoon(() -> callback.accept(how)));
        callbacks.clear();
    }

    private void addCallback(Consumer<? super Outcome<T>> callback) {
        Outcome<T> how = outcome;
        if (how == null) {
            callbacks.add(callback);
        } else {
            loop.callSoon(() -> callback.accept(how));
        }
    }
}
