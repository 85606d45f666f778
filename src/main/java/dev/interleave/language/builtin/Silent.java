package dev.interleave.language.builtin;

import dev.interleave.arithmetic.sliced.SlicedOperation;
import dev.interleave.language.value.HeapObject;
import dev.interleave.language.value.ProgramRuntime;

/// A runtime that counts nothing, for the texts of messages.
final class Silent implements ProgramRuntime {

    static final ProgramRuntime RUNTIME = new Silent();

    private Silent() {}

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
