package dev.interleave.eventloop.timing;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// Keeps a count that one thread changes and any thread may read, without a memory fence per change.
public final class Counter {

    private static final VarHandle VALUE;

    static {
        try {
            VALUE = MethodHandles.lookup().findVarHandle(Counter.class, "value", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private long value;

    /// Call only from the one writing thread.
    ///
    /// @param amount what to add; may be negative
    public void add(long amount) {
        VALUE.setOpaque(this, value + amount);
    }

    /// @return the count, a moment old at most on other threads
    public long get() {
        return (long) VALUE.getOpaque(this);
    }
}
