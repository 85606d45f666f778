package dev.interleave.language.value;

import dev.interleave.arithmetic.sliced.SlicedOperation;

/// What the machine offers to functions that are written in Java.
public interface ProgramRuntime {

    /// Charges work beyond that of one instruction.
    ///
    /// @param units about a nanosecond each, not negative
    void charge(long units);

    /// Spends fuel without counting it as work of the program: what a cache may save or not.
    ///
    /// @param units about a nanosecond each, not negative
    void delay(long units);

    /// Counts memory that is about to be taken.
    ///
    /// @param bytes an upper bound
    /// @throws Raised a MemoryError if the program has no such memory
    void allocate(long bytes);

    /// Counts memory that is about to be taken in one piece: by a string, bytes, a tuple or an integer.
    ///
    /// @param bytes an upper bound
    /// @throws Raised a MemoryError if the program has no such memory, or the piece is longer than 8 MiB
    void allocatePiece(long bytes);

    /// Makes the program stand still until something is done.
    ///
    /// @param operation to be done before the next instruction
    void defer(SlicedOperation<?> operation);

    /// @param object with an identity
    /// @return its number, the same at each call
    int number(HeapObject object);

    /// Appends to the output of the program.
    ///
    /// @param text as printed
    void write(String text);

    /// Tells how far the program is.
    ///
    /// @param done how much is done
    /// @param total of how much
    void progress(double done, double total);
}
