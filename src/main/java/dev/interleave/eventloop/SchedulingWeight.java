package dev.interleave.eventloop;

/// Whose a [Task] is, and how much of the loop it is to have beside others; read by [Scheduling#FAIR] alone.
///
/// @param owner whoever shares the loop equally with the other owners; any text
/// @param weight how much of its owner's share the task gets in proportion to the owner's other tasks, from 1
///     to 1,000
public record SchedulingWeight(String owner, int weight) {

    static final int MAX_WEIGHT = 1_000;

    /// One owner for all, and the same for everyone.
    public static final SchedulingWeight EQUAL = new SchedulingWeight("", 1);

    public SchedulingWeight {
        if (weight < 1 || weight > MAX_WEIGHT) {
            throw new IllegalArgumentException("a weight is from 1 to " + MAX_WEIGHT + ", not " + weight);
        }
    }
}
