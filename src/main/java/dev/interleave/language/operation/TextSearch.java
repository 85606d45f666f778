package dev.interleave.language.operation;

import dev.interleave.arithmetic.sliced.SlicedOperation;
import dev.interleave.language.value.ProgramRuntime;
import dev.interleave.language.value.Request;
import java.util.function.Supplier;

/// Finds the places of a text in another one: at once if both are short, otherwise in slices, by hashes of all parts of
/// the same length (Karp and Rabin, *Efficient Randomized Pattern-Matching Algorithms*, 1987). Not thread-safe.
public final class TextSearch implements SlicedOperation<Object> {

    /// Receives the places, from the first to the last.
    @FunctionalInterface
    public interface Sink {

        /// @param at the index of the place, in UTF-16 units
        /// @return the index from which to go on, or -1 to end the search
        int found(int at);
    }

    private static final long AT_ONCE = 1_000_000;
    private static final int SLICE = 8_192;
    private static final int UNITS = 6;
    private static final long PRIME = (1L << 61) - 1;
    private static final long BASE = 0x0e2d_63a1_9f4c_8b57L;

    private final String text;
    private final String part;
    private final int to;
    private final Sink sink;
    private final Supplier<Object> result;
    private long wanted;
    private long power = 1;
    private int hashed;
    private int start;
    private int filled;
    private long hash;
    private int earliest;
    private boolean isDone;

    private TextSearch(String text, String part, int from, int to, Sink sink, Supplier<Object> result) {
        this.text = text;
        this.part = part;
        this.to = to;
        this.sink = sink;
        this.result = result;
        this.start = from;
        this.filled = from;
        this.earliest = from;
        this.isDone = to - from < part.length();
    }

    /// @param runtime of the program
    /// @param text that is searched
    /// @param part that is searched for, not empty
    /// @param from where to begin, in UTF-16 units
    /// @param to where to end
    /// @param sink receives the places
    /// @param result is asked for at the end
    /// @return the result, or a request to make it
    public static Object run(
            ProgramRuntime runtime, String text, String part, int from, int to, Sink sink, Supplier<Object> result) {
        long work = (long) (to - from) * part.length();
        if (work > AT_ONCE) {
            return new Request.LongWork(new TextSearch(text, part, from, to, sink, result));
        }
        runtime.charge(((to - from) >> 2) + (work >> 5));
        int i = text.indexOf(part, from);
        while (i >= 0 && i + part.length() <= to) {
            int next = sink.found(i);
            i = next < 0 ? -1 : text.indexOf(part, next);
        }
        return result.get();
    }

    @Override
    public int advance() {
        int n = 0;
        while (n < SLICE && hashed < part.length()) {
            wanted = added(multiplied(wanted, BASE), part.charAt(hashed));
            if (++hashed < part.length()) {
                power = multiplied(power, BASE);
            }
            n++;
        }
        while (n < SLICE && !isDone) {
            n += filled - start < part.length() ? fill() : test();
        }
        return Math.max(1, Math.min(n * UNITS, MAX_UNITS));
    }

    private int fill() {
        hash = added(multiplied(hash, BASE), text.charAt(filled));
        filled++;
        return 1;
    }

    private int test() {
        int work = 1;
        if (hash == wanted && start >= earliest) {
            work += part.length() >> 3;
            if (text.startsWith(part, start)) {
                earliest = sink.found(start);
            }
        }
        if (earliest < 0 || start + part.length() >= to) {
            isDone = true;
        } else {
            hash = added(hash, PRIME - multiplied(power, text.charAt(start)));
            start++;
        }
        return work;
    }

    private static long added(long a, long b) {
        long sum = a + b;
        return sum >= PRIME ? sum - PRIME : sum;
    }

    private static long multiplied(long a, long b) {
        long high = Math.multiplyHigh(a, b);
        long low = a * b;
        return added(low & PRIME, ((high << 3) | (low >>> 61)) & PRIME);
    }

    @Override
    public boolean isDone() {
        return isDone && hashed == part.length();
    }

    @Override
    public Object result() {
        return result.get();
    }
}
