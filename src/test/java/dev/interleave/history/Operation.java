package dev.interleave.history;

/// A call of a client, with the times between which it took effect. Immutable.
///
/// @param <C> a call together with its answer
/// @param client number of the client
/// @param start monotonic time before the call, in nanoseconds
/// @param end monotonic time after the answer, or `UNANSWERED` if the outcome is unknown
/// @param call the call
record Operation<C>(int client, long start, long end, C call) {

    /// End of a call that may take effect at any time after its start, or never.
    static final long UNANSWERED = Long.MAX_VALUE;

    Operation {
        if (end < start) {
            throw new IllegalArgumentException("An operation must not end before its start");
        }
    }

    boolean isAnswered() {
        return end != UNANSWERED;
    }

    /// The operation as it was known at a time: without an outcome if the answer came later.
    Operation<C> asOf(long time) {
        return end <= time ? this : new Operation<>(client, start, UNANSWERED, call);
    }
}
