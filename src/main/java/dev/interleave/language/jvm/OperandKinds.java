package dev.interleave.language.jvm;

/// Defines the bits of a profile: the kinds of the operands of an instruction. Constants and static methods only.
public final class OperandKinds {

    /// An integer of 64 bits, or an iterator of a range.
    public static final int LONG = 1;

    /// A float.
    public static final int DOUBLE = 2;

    /// A list, or an iterator of a list.
    public static final int LIST = 4;

    /// Any other value.
    public static final int OTHER = 8;

    /// The shift of the bits of the second operand.
    public static final int SECOND = 4;

    /// The instruction was executed.
    public static final int EXECUTED = 1 << 8;

    private OperandKinds() {}

    static int first(short profile) {
        return profile & 15;
    }

    static int second(short profile) {
        return profile >> SECOND & 15;
    }
}
