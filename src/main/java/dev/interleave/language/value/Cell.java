package dev.interleave.language.value;

import org.jspecify.annotations.Nullable;

/// A variable that an inner function shares with an outer one.
public final class Cell extends HeapObject {

    /// Its value, or null while it has none.
    public @Nullable Object value;

    /// @param value or null
    public Cell(@Nullable Object value) {
        super(Types.CELL);
        this.value = value;
    }
}
