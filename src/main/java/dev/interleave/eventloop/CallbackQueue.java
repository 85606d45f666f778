package dev.interleave.eventloop;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// Keeps the callbacks of a policy that does not queue them among the tasks: they run between two steps.
///
/// Not thread-safe; call only from the loop thread. After a step, only those callbacks are due that were there
/// then: a callback that calls itself soon cannot starve the tasks.
final class CallbackQueue {

    private final ArrayDeque<LoopCallback> callbacks = new ArrayDeque<>();
    private int due;
    private boolean stepped;

    void add(LoopCallback callback) {
        callbacks.addLast(callback);
    }

    /// Call when a task is about to have a step.
    void beforeStep() {
        stepped = true;
    }

    /// Removes the next callback that was there after the last step.
    @Nullable
    LoopCallback nextDue() {
        if (stepped) {
            stepped = false;
            due = callbacks.size();
        }
        if (due == 0) {
            return null;
        }
        due--;
        return callbacks.pollFirst();
    }

    /// Removes the next callback, due or not; call when no task is ready.
    @Nullable
    LoopCallback next() {
        return callbacks.pollFirst();
    }
}
