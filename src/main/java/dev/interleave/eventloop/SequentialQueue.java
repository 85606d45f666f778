package dev.interleave.eventloop;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// Tasks one after the other; between two steps, the callbacks that were there when the first of them ended.
///
/// Callbacks that callbacks add wait for one more step, so that a callback which calls itself soon cannot
/// starve the tasks.
final class SequentialQueue implements ReadyQueue {

    private final ArrayDeque<Entry> tasks = new ArrayDeque<>();
    private final ArrayDeque<Entry> callbacks = new ArrayDeque<>();
    private int callbacksDue;
    private boolean stepped;

    @Override
    public void admit(Entry entry) {
        (entry instanceof Task<?> ? tasks : callbacks).addLast(entry);
    }

    @Override
    public void yielded(Task<?> task) {
        tasks.addFirst(task);
    }

    @Override
    public @Nullable Entry next() {
        if (stepped) {
            stepped = false;
            callbacksDue = callbacks.size();
        }
        if (callbacksDue > 0) {
            callbacksDue--;
            return callbacks.pollFirst();
        }
        Entry task = tasks.pollFirst();
        stepped = task != null;
        return task != null ? task : callbacks.pollFirst();
    }
}
