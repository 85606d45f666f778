package dev.interleave.eventloop;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// Keeps tasks in order of arrival, and runs each to its end; callbacks run between two steps.
final class SequentialQueue implements ReadyQueue {

    private final ArrayDeque<Task<?>> tasks = new ArrayDeque<>();
    private final CallbackQueue callbacks = new CallbackQueue();

    @Override
    public void add(Schedulable schedulable) {
        switch (schedulable) {
            case LoopCallback callback -> callbacks.add(callback);
            case Task<?> task -> tasks.addLast(task);
        }
    }

    @Override
    public void yielded(Task<?> task) {
        tasks.addFirst(task);
    }

    @Override
    public @Nullable Schedulable next() {
        Schedulable callback = callbacks.nextDue();
        if (callback != null) {
            return callback;
        }
        Task<?> task = tasks.pollFirst();
        if (task == null) {
            return callbacks.next();
        }
        callbacks.beforeStep();
        return task;
    }
}
