package dev.interleave.history;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Decides whether a history of one object is linearizable: whether each call can take effect at a moment between its
/// start and its end so that a specification explains all answers. The search is the one of Jeannette M. Wing and
/// Chun Gong, *Testing and Verifying Concurrent Objects* (1993). It visits each pair of completed calls and state once,
/// as in Gavin Lowe, *Testing for linearizability* (2017). Thread-safe.
///
/// @param <S> a state of the object
/// @param <C> a call together with its answer
final class LinearizabilityChecker<S, C> {

    private final Specification<S, C> specification;
    private final int maxConfigurations;

    /// @param specification explains the answers
    /// @param maxConfigurations bound of the memory; a search that needs more fails
    LinearizabilityChecker(Specification<S, C> specification, int maxConfigurations) {
        this.specification = specification;
        this.maxConfigurations = maxConfigurations;
    }

    /// The smallest part of the history that cannot be explained, or empty if the whole history can.
    Optional<Violation<C>> check(List<Operation<C>> history) {
        return isExplained(history) ? Optional.empty() : Optional.of(new Violation<>(withoutReads(prefix(history))));
    }

    /// The shortest prefix that cannot be explained. A longer prefix cannot be explained either.
    private List<Operation<C>> prefix(List<Operation<C>> history) {
        long[] ends = history.stream()
                .filter(Operation::isAnswered)
                .mapToLong(Operation::end)
                .sorted()
                .toArray();
        int low = 0;
        int high = ends.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (isExplained(until(ends[middle], history))) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return until(ends[low], history);
    }

    private static <C> List<Operation<C>> until(long time, List<Operation<C>> history) {
        return history.stream()
                .filter(operation -> operation.start() <= time)
                .map(operation -> operation.asOf(time))
                .toList();
    }

    /// Leaves out reads that the contradiction does not need. Calls that change the object stay: without them, other
    /// answers would have no explanation.
    private List<Operation<C>> withoutReads(List<Operation<C>> history) {
        List<Operation<C>> kept = history;
        for (Operation<C> operation : history) {
            if (specification.isRead(operation.call())) {
                List<Operation<C>> fewer = new ArrayList<>(kept);
                fewer.remove(operation);
                kept = isExplained(fewer) ? kept : fewer;
            }
        }
        return kept;
    }

    private boolean isExplained(List<Operation<C>> history) {
        Set<Configuration<S>> seen = new HashSet<>();
        Deque<Configuration<S>> open = new ArrayDeque<>();
        open.push(new Configuration<>(new BitSet(), specification.initial()));
        while (!open.isEmpty()) {
            Configuration<S> configuration = open.pop();
            long deadline = deadline(configuration.done(), history);
            if (deadline == Operation.UNANSWERED) {
                return true;
            }
            if (seen.add(configuration)) {
                requireBound(seen.size());
                successors(configuration, deadline, history).forEach(open::push);
            }
        }
        return false;
    }

    private void requireBound(int configurations) {
        if (configurations > maxConfigurations) {
            throw new IllegalStateException("The history needs more than " + maxConfigurations + " configurations");
        }
    }

    /// The first end of an answered call that has not taken effect. The next call to take effect starts before it.
    private static <C> long deadline(BitSet done, List<Operation<C>> history) {
        long deadline = Operation.UNANSWERED;
        for (int i = done.nextClearBit(0); i < history.size(); i = done.nextClearBit(i + 1)) {
            deadline = Math.min(deadline, history.get(i).end());
        }
        return deadline;
    }

    private List<Configuration<S>> successors(
            Configuration<S> configuration, long deadline, List<Operation<C>> history) {
        List<Configuration<S>> successors = new ArrayList<>();
        BitSet done = configuration.done();
        for (int i = done.nextClearBit(0); i < history.size(); i = done.nextClearBit(i + 1)) {
            if (history.get(i).start() <= deadline) {
                BitSet next = (BitSet) done.clone();
                next.set(i);
                specification.after(configuration.state(), history.get(i).call()).stream()
                        .map(state -> new Configuration<>(next, state))
                        .forEach(successors::add);
            }
        }
        return successors;
    }

    /// The calls that have taken effect, and the state that they have led to.
    private record Configuration<S>(BitSet done, S state) {}
}
