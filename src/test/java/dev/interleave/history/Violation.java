package dev.interleave.history;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// A part of a history that no order of its calls explains. Immutable.
///
/// @param <C> a call together with its answer
/// @param operations the calls
record Violation<C>(List<Operation<C>> operations) {

    Violation {
        operations = operations.stream()
                .sorted(Comparator.comparingLong(Operation::start))
                .toList();
    }

    /// One line for each call, with times in microseconds since the first start.
    @Override
    public String toString() {
        return operations.stream().map(this::line).collect(Collectors.joining("\n", "No order explains:\n", ""));
    }

    private String line(Operation<C> operation) {
        String end = operation.isAnswered() ? Long.toString(micros(operation.end())) : "?";
        return String.format(
                Locale.ROOT,
                "%10d .. %10s  client %d  %s",
                micros(operation.start()),
                end,
                operation.client(),
                operation.call());
    }

    private long micros(long time) {
        return (time - operations.getFirst().start()) / 1_000;
    }
}
