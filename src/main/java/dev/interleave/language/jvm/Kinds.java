package dev.interleave.language.jvm;

/// The bits of a profile: the kinds of values that the operands of an instruction had. Constants only.
public final class Kinds {

    /// An integer of 64 bits, or an iterator of a range.
    public static final int LONG = 1;

    /// A float.
    public static final int DOUBLE = 2;

    /// A list, or an iterator of a list.
    public static final int LIST = 4;

    /// Any other value.
    public static final int OTHER = 8;

    /// How far the bits of the second operand are shifted.
    public static final int SECOND = 4;

    /// The instruction was executed.
    public static final int EXECUTED = 1 << 8;

    private Kinds() {}

    static int first(short profile) {
        return profile & 15;
    }

    static int second(short profile) {
        return profile >> SECOND & 15;
    }
}
