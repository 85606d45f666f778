package dev.interleave.language.code;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What one instruction has found for objects of other shapes than the first (Hoelzle, Chambers and
/// Ungar, *Optimizing Dynamically-Typed Object-Oriented Languages With Polymorphic Inline Caches*,
/// 1991). Threads that share the code of the library can read and add entries; an entry can get lost.
public final class SiteCache {

    private static final int SIZE = 4;

    private final CacheEntry[] entries = new CacheEntry[SIZE];
    private int next;

    SiteCache() {
        Arrays.fill(entries, CacheEntry.NONE);
    }

    /// @param shape of an object
    /// @param version of its class
    /// @return what was found, or null
    public @Nullable CacheEntry find(@Nullable Object shape, int version) {
        for (CacheEntry entry : entries) {
            if (entry.isOf(shape, version)) {
                return entry;
            }
        }
        return null;
    }

    /// @return whether the next shape replaces another one
    public boolean isFull() {
        return next >= SIZE;
    }

    void add(CacheEntry entry) {
        int place = next;
        next = place == 2 * SIZE - 1 ? SIZE : place + 1;
        entries[place % SIZE] = entry;
    }
}
