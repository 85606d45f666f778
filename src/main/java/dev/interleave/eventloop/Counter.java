package dev.interleave.eventloop;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// A count that one thread changes and any thread may read, without a fence per change.
final class Counter {

    private static final VarHandle VALUE;

    static {
        try {
            VALUE = MethodHandles.lookup().findVarHandle(Counter.class, "value", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private long value;

    /// To be called by the one writing thread only.
    void add(long amount) {
        VALUE.setOpaque(this, value + amount);
    }

    long get() {
        return (long) VALUE.getOpaque(this);
    }
}
