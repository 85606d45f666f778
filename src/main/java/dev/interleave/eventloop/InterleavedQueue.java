package dev.interleave.eventloop;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// Keeps tasks and callbacks first in, first out: each has one turn before any has a second.
final class InterleavedQueue implements ReadyQueue {

    private final ArrayDeque<Schedulable> ready = new ArrayDeque<>();

    @Override
    public void add(Schedulable schedulable) {
        ready.addLast(schedulable);
    }

    @Override
    public void yielded(Task<?> task) {
        ready.addLast(task);
    }

    @Override
    public @Nullable Schedulable next() {
        return ready.pollFirst();
    }
}
