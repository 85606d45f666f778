package dev.interleave.language.jvm;

import java.util.ArrayDeque;
import java.util.Deque;

/// Collects rarely executed code, which is generated after the instructions of the method. Not thread-safe.
final class DeferredCode {

    private final Deque<Runnable> pending = new ArrayDeque<>();

    /// @param generator of the code, called once; it may add more
    void add(Runnable generator) {
        pending.add(generator);
    }

    /// Generates the code in the order in which it was added.
    void generateAll() {
        while (!pending.isEmpty()) {
            pending.remove().run();
        }
    }
}
