package dev.interleave.arithmetic;

import java.util.ArrayDeque;
import java.util.function.IntConsumer;

/// The plan of a sliced operation: stages to be run one after the other, each of them a number of equal pieces.
/// What has run is forgotten, and with it the memory that it used.
final class Stages {

    private record Stage(int pieces, int units, IntConsumer action) {}

    private final ArrayDeque<Stage> stages = new ArrayDeque<>();
    private int nextPiece;

    /// @param pieces how many, maybe 0
    /// @param units the size of each, about a nanosecond per unit
    /// @param action called with the number of each piece in turn, from 0 on
    void add(int pieces, int units, IntConsumer action) {
        if (units > SlicedOperation.MAX_UNITS) {
            throw new IllegalArgumentException("a piece of " + units + " units is too large");
        }
        if (pieces > 0) {
            stages.addLast(new Stage(pieces, Math.max(1, units), action));
        }
    }

    boolean isDone() {
        return stages.isEmpty();
    }

    /// @return the units of the piece that was run
    int advance() {
        Stage stage = stages.peekFirst();
        if (stage == null) {
            throw new IllegalStateException("nothing is left to do");
        }
        stage.action.accept(nextPiece++);
        if (nextPiece == stage.pieces) {
            stages.removeFirst();
            nextPiece = 0;
        }
        return stage.units;
    }
}
