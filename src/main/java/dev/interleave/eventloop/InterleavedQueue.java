package dev.interleave.eventloop;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// First in, first out, for tasks and callbacks alike: each has one turn before anyone has a second.
final class InterleavedQueue implements ReadyQueue {

    private final ArrayDeque<Schedulable> entries = new ArrayDeque<>();

    @Override
    public void admit(Schedulable schedulable) {
        entries.addLast(schedulable);
    }

    @Override
    public void yielded(Task<?> task) {
        entries.addLast(task);
    }

    @Override
    public @Nullable Schedulable next() {
        return entries.pollFirst();
    }
}
