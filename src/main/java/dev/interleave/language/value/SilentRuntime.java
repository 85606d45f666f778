package dev.interleave.language.value;

import dev.interleave.arithmetic.sliced.SlicedOperation;

/// A runtime that counts nothing, for the texts of messages and tracebacks. Thread-safe.
public final class SilentRuntime implements ProgramRuntime {

    /// The only one.
    public static final ProgramRuntime INSTANCE = new SilentRuntime();

    private SilentRuntime() {}

    @Override
    public void charge(long units) {}

    @Override
    public void delay(long units) {}

    @Override
    public void allocate(long bytes) {}

    @Override
    public void allocatePiece(long bytes) {}

    @Override
    public void defer(SlicedOperation<?> operation) {}

    @Override
    public int number(HeapObject object) {
        return 0;
    }

    @Override
    public void write(String text) {}

    @Override
    public void progress(double done, double total) {}
}
