package dev.interleave.language.code;

import org.jspecify.annotations.Nullable;

/// What one instruction has found for objects of other shapes than the first (Hoelzle, Chambers and
/// Ungar, *Optimizing Dynamically-Typed Object-Oriented Languages With Polymorphic Inline Caches*,
/// 1991). Not thread-safe.
@SuppressWarnings("ReferenceEquality") // shapes are compared by identity
public final class SiteCache {

    private static final int SIZE = 4;

    private final @Nullable Object[] keys = new @Nullable Object[SIZE];
    private final int[] versions = new int[SIZE];
    private final int[] slots = new int[SIZE];
    private final @Nullable Object[] values = new @Nullable Object[SIZE];
    private int next;

    /// @param key a shape
    /// @param version of its class
    /// @return the place of what was found, or -1
    public int find(Object key, int version) {
        for (int i = 0; i < SIZE; i++) {
            if (keys[i] == key && versions[i] == version) {
                return i;
            }
        }
        return -1;
    }

    /// @param place from [#find]
    /// @return the slot of the attribute
    public int slot(int place) {
        return slots[place];
    }

    /// @param place from [#find]
    /// @return the method
    public @Nullable Object value(int place) {
        return values[place];
    }

    /// @return whether the next shape replaces another one
    public boolean isFull() {
        return next >= SIZE;
    }

    /// @param key a shape
    /// @param version of its class
    /// @param slot of an attribute, or 0
    /// @param value a method, or null
    public void add(Object key, int version, int slot, @Nullable Object value) {
        int place = next % SIZE;
        next = next == 2 * SIZE ? SIZE + 1 : next + 1;
        keys[place] = null;
        versions[place] = version;
        slots[place] = slot;
        values[place] = value;
        keys[place] = key;
    }
}
