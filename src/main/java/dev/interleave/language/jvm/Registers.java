package dev.interleave.language.jvm;

import java.util.Arrays;

/// Which registers have their value in local variables of the generated method, at one place of it. A value is there
/// as an object, as a number, or as both; a register that is not stored has to be written before the method leaves.
/// Not thread-safe.
final class Registers {

    final byte[] number;
    final boolean[] isObject;
    final boolean[] isUnstored;

    Registers(int count) {
        this(new byte[count], new boolean[count], new boolean[count]);
    }

    private Registers(byte[] number, boolean[] isObject, boolean[] isUnstored) {
        this.number = number;
        this.isObject = isObject;
        this.isUnstored = isUnstored;
    }

    Registers copy() {
        return new Registers(number.clone(), isObject.clone(), isUnstored.clone());
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

    /// @return the same for all states that have to write the same registers below a limit from the same variables
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
