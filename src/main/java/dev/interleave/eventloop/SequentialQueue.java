package dev.interleave.eventloop;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// Tasks one after the other, and callbacks between two steps.
final class SequentialQueue implements ReadyQueue {

    private final ArrayDeque<Task<?>> tasks = new ArrayDeque<>();
    private final CallbackQueue callbacks = new CallbackQueue();

    @Override
    public void admit(Schedulable schedulable) {
        switch (schedulable) {
            case LoopCallback loopCallback -> callbacks.add(loopCallback);
            case Task<?> task -> tasks.addLast(task);
        }
    }

    @Override
    public void yielded(Task<?> task) {
        tasks.addFirst(task);
    }

    @Override
    public @Nullable Schedulable next() {
        Schedulable loopCallback = callbacks.nextDue();
        if (loopCallback != null) {
            return loopCallback;
        }
        Task<?> task = tasks.pollFirst();
        if (task == null) {
            return callbacks.next();
        }
        callbacks.beforeStep();
        return task;
    }
}
