package dev.interleave.eventloop;

import dev.interleave.eventloop.fair.SchedulingAccount;
import dev.interleave.eventloop.fair.SchedulingWeight;
import dev.interleave.eventloop.timing.Counter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A computation that an [EventLoop] steps to its end, its state, and the callbacks for its end.
///
/// Thread-safe. What changes a task runs on the loop thread between two steps: at once if the caller is that
/// thread, else soon.
///
/// @param <T> the type of the value that its computation returns
public final class Task<T> extends Schedulable {

    final EventLoop loop;
    final SchedulingAccount<Task<?>> account;

    private final String name;
    private final Counter steps = new Counter();
    private final Counter measuredSteps = new Counter();
    private final Counter measuredNanos = new Counter();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final List<Consumer<? super Outcome<T>>> callbacks = new ArrayList<>(1);

    private @Nullable Coroutine<T> computation;
    private volatile Runnable onAwait = () -> {};
    private boolean queued;
    private volatile TaskState state = TaskState.CREATED;
    private volatile @Nullable Outcome<T> outcome;
    private volatile long admittedAt = -1;
    private volatile long endedAt = -1;

    /// Makes a task that has the same weight as all others made so; [EventLoop#schedule(Task...)] starts it.
    ///
    /// @param loop the loop that steps it
    /// @param name identifies it in logs
    /// @param computation not started, and used by the task alone from now on
    public Task(EventLoop loop, String name, Coroutine<T> computation) {
        this(loop, name, computation, SchedulingWeight.EQUAL);
    }

    /// Makes a task; [EventLoop#schedule(Task...)] starts it.
    ///
    /// @param loop the loop that steps it
    /// @param name identifies it in logs
    /// @param computation not started, and used by the task alone from now on
    /// @param weight its owner and its weight, which [Scheduling#FAIR] reads
    public Task(EventLoop loop, String name, Coroutine<T> computation, SchedulingWeight weight) {
        this.loop = loop;
        this.name = name;
        this.computation = computation;
        this.account = new SchedulingAccount<>(this, weight);
    }

    /// Registers a callback for the end of the task, however it ends. The loop calls each callback once, in a
    /// turn of its own, in the order of registration. A callback that is registered after the end is called
    /// soon.
    ///
    /// @param callback runs on the loop thread, so must be short; may schedule tasks and callbacks
    /// @return this task
    public Task<T> onDone(Consumer<? super Outcome<T>> callback) {
        loop.execute(() -> {
            Outcome<T> end = outcome;
            if (end == null) {
                callbacks.add(callback);
            } else {
                loop.callSoon(() -> callback.accept(end));
            }
        });
        return this;
    }

    /// Sets what happens each time that the computation waits for something outside of the loop. The task is
    /// paused by then, and [#resume()] continues it.
    ///
    /// @param action runs on the loop thread, so must be short
    /// @return this task
    public Task<T> onAwait(Runnable action) {
        onAwait = action;
        return this;
    }

    /// Ends the task before its next step. Does nothing if it has ended.
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
                changeState(TaskState.PAUSED);
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

    /// @return its name
    public String name() {
        return name;
    }

    /// Changes its share of the loop time from now on. Any thread may call this.
    ///
    /// @param weight from 1 to 1,000, which [Scheduling#FAIR] reads
    public void reweigh(int weight) {
        account.reweigh(weight);
    }

    /// @return its owner and its weight
    public SchedulingWeight weight() {
        return account.weight();
    }

    /// @return its state
    public TaskState state() {
        return state;
    }

    /// @return how it ended, or null if it has not
    public @Nullable Outcome<T> outcome() {
        return outcome;
    }

    /// @return how many steps it has had
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

    /// @return how many rounds the loop ran from the admission of the task to its end, or to now: the steps of all
    ///     tasks, its own included
    public long rounds() {
        long from = admittedAt;
        long to = endedAt;
        return from < 0 ? 0 : (to < 0 ? loop.rounds() : to) - from;
    }

    @Override
    public String toString() {
        return "<Task: '" + name + "'>";
    }

    /// Call once, before the task is admitted.
    void markScheduled() {
        if (!scheduled.compareAndSet(false, true)) {
            throw new IllegalStateException(this + " was scheduled before; make a new task");
        }
    }

    void admit() {
        if (state == TaskState.CREATED) {
            admittedAt = loop.rounds();
            makeReady();
        }
    }

    @Override
    protected void turn() {
        queued = false;
        Coroutine<T> current = computation;
        if (state != TaskState.READY || current == null) {
            return; // paused or cancelled while it was queued
        }
        loop.rounds.add(1);
        steps.add(1);
        try {
            stepped(current.step(), current);
        } catch (Throwable failure) {
            failed(failure);
        }
    }

    @Override
    protected void measured(long nanos) {
        measuredSteps.add(1);
        measuredNanos.add(nanos);
    }

    private void stepped(Step step, Coroutine<T> current) {
        if (state.isEnded()) {
            return; // it cancelled itself
        }
        switch (step) {
            case RETURNED -> end(TaskState.SUCCEEDED, new Outcome.Succeeded<>(current.value()));
            case AWAITS -> {
                pause();
                onAwait.run();
            }
            case YIELDED -> {
                if (state == TaskState.READY && !queued) { // queued if it paused and resumed itself
                    queued = true;
                    loop.ready.yielded(this);
                }
            }
        }
    }

    private void failed(Throwable failure) {
        if (!state.isEnded()) {
            end(TaskState.FAILED, new Outcome.Failed<>(failure));
        }
        loop.inform(listener -> listener.taskFailed(this, failure));
    }

    private void makeReady() {
        changeState(TaskState.READY);
        if (!queued) {
            queued = true;
            loop.ready.add(this);
        }
    }

    private void end(TaskState finalState, Outcome<T> end) {
        computation = null; // frees its memory even if the task is kept
        endedAt = loop.rounds();
        outcome = end;
        changeState(finalState);
        callbacks.forEach(callback -> loop.callSoon(() -> callback.accept(end)));
        callbacks.clear();
    }

    private void changeState(TaskState next) {
        loop.readyTasks.add((next == TaskState.READY ? 1 : 0) - (state == TaskState.READY ? 1 : 0));
        state = next;
    }
}
