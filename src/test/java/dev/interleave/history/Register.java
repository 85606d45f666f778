package dev.interleave.history;

import java.util.Set;

/// A number that clients read and write; 0 at first. Immutable.
final class Register implements Specification<Integer, Register.Call> {

    @Override
    public Integer initial() {
        return 0;
    }

    @Override
    public Set<Integer> after(Integer state, Call call) {
        return switch (call) {
            case Read read -> read.value() == state ? Set.of(state) : Set.of();
            case Write write -> Set.of(write.value());
        };
    }

    @Override
    public boolean isRead(Call call) {
        return call instanceof Read;
    }

    sealed interface Call {}

    record Read(int value) implements Call {}

    record Write(int value) implements Call {}
}
