package dev.interleave.language.jvm;

import java.util.Arrays;

/// Records which registers are cached in local variables at one point of the generated method. A value is cached
/// as an object, as a number, or as both. An unstored register has to be written to the frame before the method
/// leaves. Not thread-safe.
final class RegisterState {

    /// The kind of the number that is cached, of [OperandKinds], or 0.
    final byte[] number;

    /// Whether the object is cached.
    final boolean[] isObject;

    final boolean[] isUnstored;

    /// @param count the number of registers, none of which is cached
    RegisterState(int count) {
        this(new byte[count], new boolean[count], new boolean[count]);
    }

    private RegisterState(byte[] number, boolean[] isObject, boolean[] isUnstored) {
        this.number = number;
        this.isObject = isObject;
        this.isUnstored = isUnstored;
    }

    RegisterState copy() {
        return new RegisterState(number.clone(), isObject.clone(), isUnstored.clone());
    }

    int count() {
        return number.length;
    }

    boolean hasUnstored() {
        for (boolean b : isUnstored) {
            if (b) {
                return true;
            }
        }
        return false;
    }

    /// @return a key that is equal for all states that write the same registers below a limit from the same
    ///     variables
    String key(int limit) {
        var key = new StringBuilder();
        for (int i = 0; i < limit; i++) {
            if (isUnstored[i]) {
                key.append(i)
                        .append(isObject[i] ? 'o' : (char) ('0' + number[i]))
                        .append(',');
            }
        }
        return key.toString();
    }

    void markStored() {
        Arrays.fill(isUnstored, false);
    }

    /// Discards what is cached of a register, because a call has changed it.
    ///
    /// @param register any; constants are ignored
    void forget(int register) {
        if (register < number.length) {
            number[register] = 0;
            isObject[register] = false;
            isUnstored[register] = false;
        }
    }

    void forgetAll() {
        Arrays.fill(number, (byte) 0);
        Arrays.fill(isObject, false);
        Arrays.fill(isUnstored, false);
    }
}
