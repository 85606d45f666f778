package dev.interleave.arithmetic.sliced;

import java.util.ArrayDeque;
import java.util.function.IntConsumer;

/// The plan of a sliced operation: stages to be run one after the other, each of them a number of equal pieces.
/// What has run is forgotten, and with it the memory that it used.
public final class Stages {

    private record Stage(int pieces, int units, IntConsumer action) {}

    /// How much work planning counts as.
    public static final int PLAN_UNITS = 3_000;

    private final ArrayDeque<Stage> stages = new ArrayDeque<>();
    private final ArrayDeque<Runnable> plans = new ArrayDeque<>();
    private int nextPiece;

    /// Has stages added later, when those before them are done, so that making a long plan is cut into pieces
    /// too.
    ///
    /// @param plan adds stages
    public void addLater(Runnable plan) {
        plans.addLast(plan);
    }

    /// @param pieces how many, maybe 0
    /// @param units the size of each, about a nanosecond per unit
    /// @param action called with the number of each piece in turn, from 0 on
    public void add(int pieces, int units, IntConsumer action) {
        if (units > SlicedOperation.MAX_UNITS) {
            throw new IllegalArgumentException("a piece of " + units + " units is too large");
        }
        if (pieces > 0) {
            stages.addLast(new Stage(pieces, Math.max(1, units), action));
        }
    }

    /// Adds pieces for a range of numbers, all of them about equally large.
    ///
    /// @param count the numbers are from 0 up to this
    /// @param units the work for each number
    /// @param most how many units a piece should have at most
    /// @param action called with the first number of a piece and the one behind the last
    public void addRange(int count, int units, int most, Range action) {
        int pieces = Math.max(1, Math.toIntExact(((long) count * units + most - 1) / most));
        int perPiece = (count + pieces - 1) / pieces;
        add((count + perPiece - 1) / perPiece, perPiece * units, piece -> {
            int from = piece * perPiece;
            action.run(from, Math.min(count, from + perPiece));
        });
    }

    /// What is done with a range of numbers.
    public interface Range {

        /// @param from the first
        /// @param to behind the last
        void run(int from, int to);
    }

    public boolean isDone() {
        return stages.isEmpty() && plans.isEmpty();
    }

    /// @return the units of the piece that was run
    public int advance() {
        Stage stage = stages.peekFirst();
        if (stage == null) {
            return plan();
        }
        stage.action.accept(nextPiece++);
        if (nextPiece == stage.pieces) {
            stages.removeFirst();
            nextPiece = 0;
        }
        return stage.units;
    }

    private int plan() {
        Runnable plan = plans.pollFirst();
        if (plan == null) {
            throw new IllegalStateException("nothing is left to do");
        }
        plan.run();
        return PLAN_UNITS;
    }
}
