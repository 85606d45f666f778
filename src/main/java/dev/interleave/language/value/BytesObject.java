package dev.interleave.language.value;

/// Octets that never change.
public final class BytesObject extends HeapObject {

    /// The octets.
    public final byte[] octets;

    /// @param octets not copied
    public BytesObject(byte[] octets) {
        super(Types.BYTES);
        this.octets = octets;
    }
}
