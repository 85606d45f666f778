package dev.interleave.eventloop;

import org.jspecify.annotations.Nullable;

/// What a [FairQueue] knows of a task. Confined to the loop's thread. 48 bytes, and the slot in a queue is 4 to
/// 6 more: that is what a ready task costs.
final class SchedulingAccount {

    /// The unit of [#tag] is a nanosecond divided by this, and multiplied by the weight.
    static final long SCALE = 1_024;

    final SchedulingWeight share;

    /// The incarnation of its owner that the tag belongs to.
    @Nullable
    Flow flow;

    /// The task's virtual time: the loop time it has received, divided by its weight, and moved up where it was
    /// away.
    long tag;

    /// Who of two with the same tag came first.
    long order;

    /// What it may still use of the slice in which it goes ahead of others, in nanoseconds.
    long firstSlice = Scheduling.SLICE_NANOS;

    SchedulingAccount(SchedulingWeight share) {
        this.share = share;
    }

    boolean isNew() {
        return firstSlice > 0;
    }

    /// Adds loop time.
    ///
    /// @param nanos how long it had the loop
    /// @param start where the virtual time of the tasks around it stands: it cannot be behind that
    void charge(long nanos, long start) {
        firstSlice -= Math.min(nanos, firstSlice);
        tag = Math.max(tag, start) + nanos * SCALE / share.weight();
    }
}
