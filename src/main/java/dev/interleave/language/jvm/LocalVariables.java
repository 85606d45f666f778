package dev.interleave.language.jvm;

/// The local variables of a generated method. Constants only.
final class LocalVariables {

    static final int MACHINE_VARIABLE = 1;
    static final int FRAME_VARIABLE = 2;
    static final int PC_VARIABLE = 3;

    /// The array of registers of the frame.
    static final int REGISTERS_VARIABLE = 4;

    /// An object that is needed until the instruction ends.
    static final int OBJECT_VARIABLE = 5;

    /// A `long` that is needed until the instruction ends. Takes two slots.
    static final int LONG_VARIABLE = 6;

    /// The frame of the function that is called.
    static final int CALLEE_VARIABLE = 10;

    /// The compiled code of the function that is called, or the next element of a list.
    static final int FORM_VARIABLE = 11;

    /// The depth of the stack before a call, or another `int` that is needed until the instruction ends.
    static final int INT_VARIABLE = 12;

    private static final int FIRST_REGISTER = 13;
    private static final int SLOTS_PER_REGISTER = 3;

    private LocalVariables() {}

    /// @return the variable that caches the value of a register as an object
    static int objectVariable(int register) {
        return FIRST_REGISTER + register * SLOTS_PER_REGISTER;
    }

    /// @return the variable that caches the value of a register as a `long` or a `double`
    static int numberVariable(int register) {
        return FIRST_REGISTER + register * SLOTS_PER_REGISTER + 1;
    }
}
