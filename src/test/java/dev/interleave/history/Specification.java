package dev.interleave.history;

import java.util.Set;

/// The sequential behaviour of an object that clients call.
///
/// @param <S> a state of the object; a value
/// @param <C> a call together with its answer
interface Specification<S, C> {

    S initial();

    /// The states that a call may lead to; empty if its answer is impossible in this state.
    Set<S> after(S state, C call);

    /// Whether the call never changes the state.
    boolean isRead(C call);
}
