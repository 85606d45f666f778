package dev.interleave.language.code;

import org.jspecify.annotations.Nullable;

/// What an instruction has found for objects of a shape. Immutable, so that threads that share the code of the
/// library see an entry whole or not at all.
public final class CacheEntry {

    /// Of an instruction that has found nothing yet.
    static final CacheEntry NONE = new CacheEntry(new Object(), 0, 0, null);

    private final Object key;
    private final int version;

    /// The slot of the attribute, or 0.
    public final int slot;

    /// The method, or null.
    public final @Nullable Object value;

    CacheEntry(Object key, int version, int slot, @Nullable Object value) {
        this.key = key;
        this.version = version;
        this.slot = slot;
        this.value = value;
    }

    /// @param other a shape or class
    /// @return whether this was found for it
    @SuppressWarnings("ReferenceEquality") // shapes are compared by identity
    public boolean isOf(Object other) {
        return key == other;
    }

    /// @param shape of an object
    /// @param classVersion the version of its class
    /// @return whether this was found for such objects
    @SuppressWarnings("ReferenceEquality") // shapes are compared by identity
    public boolean isOf(@Nullable Object shape, int classVersion) {
        return key == shape && version == classVersion;
    }
}
