package dev.interleave.eventloop.fair;

/// The owner of a task and its weight among the owner's tasks. Immutable.
///
/// @param owner the name of the flow; all flows receive the same loop time
/// @param weight the share of the flow's loop time in proportion to its other tasks, from 1 to 1,000
public record SchedulingWeight(String owner, int weight) {

    private static final int MAX_WEIGHT = 1_000;

    /// One flow for all tasks, all of them with the same weight.
    public static final SchedulingWeight EQUAL = new SchedulingWeight("", 1);

    public SchedulingWeight {
        if (weight < 1 || weight > MAX_WEIGHT) {
            throw new IllegalArgumentException("A weight is from 1 to " + MAX_WEIGHT + ", not " + weight);
        }
    }
}
