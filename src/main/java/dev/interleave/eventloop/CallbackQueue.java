package dev.interleave.eventloop;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// The callbacks of policies that do not let them queue up among the tasks: after a step those have their turns
/// that were there then.
///
/// Callbacks that callbacks add wait for one more step, so that a callback which calls itself soon cannot
/// starve the tasks.
final class CallbackQueue {

    private final ArrayDeque<LoopCallback> waiting = new ArrayDeque<>();
    private int due;
    private boolean stepped;

    void add(LoopCallback loopCallback) {
        waiting.addLast(loopCallback);
    }

    /// To be called when a task is about to have a step.
    void beforeStep() {
        stepped = true;
    }

    /// Removes the next one of those that were there after the last step.
    @Nullable
    LoopCallback nextDue() {
        if (stepped) {
            stepped = false;
            due = waiting.size();
        }
        if (due == 0) {
            return null;
        }
        due--;
        return waiting.pollFirst();
    }

    /// Removes the next one of all; for when no task is ready.
    @Nullable
    LoopCallback next() {
        return waiting.pollFirst();
    }
}
