package dev.interleave.language.machine;

import dev.interleave.language.value.Cell;
import dev.interleave.language.value.Frame;
import org.jspecify.annotations.Nullable;

/// Reads and writes global variables and cells for compiled code. Static methods only; call only from the thread
/// that runs the machine.
@SuppressWarnings("NullAway") // a running machine has a frame; unset registers are null
final class VariableSupport {

    private VariableSupport() {}

    /// @param literal of the builtin with the same name, or negative
    /// @return the value of a global variable or a builtin, or null if it is not set
    static @Nullable Object global(Frame f, int global, int literal) {
        Object x = f.function.globals.values[global];
        return x != null ? x : literal < 0 ? null : f.code.literals[literal];
    }

    static void setGlobal(Frame f, int global, Object value) {
        f.function.globals.values[global] = value;
    }

    /// @return the value of a cell, or null if it is not set
    static @Nullable Object cellValue(Object cell) {
        return ((Cell) cell).value;
    }

    static void setCell(Object cell, Object value) {
        ((Cell) cell).value = value;
    }

    static Object newCell(@Nullable Object value) {
        return new Cell(value);
    }
}
