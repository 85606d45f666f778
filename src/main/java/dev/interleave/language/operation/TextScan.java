package dev.interleave.language.operation;

import dev.interleave.arithmetic.sliced.SlicedOperation;
import dev.interleave.language.value.ProgramRuntime;
import dev.interleave.language.value.Request;
import java.util.function.Supplier;

/// Goes through a text from its beginning: at once if it is short, otherwise in slices. Not thread-safe.
public final class TextScan implements SlicedOperation<Object> {

    /// Looks at a part of the text.
    @FunctionalInterface
    public interface Step {

        /// @param from the index of the first character, in UTF-16 units
        /// @param to behind the last one; no pair of surrogates is cut
        /// @return whether to go on
        boolean scan(int from, int to);
    }

    private static final int SLICE = 8_192;

    private final String text;
    private final Step step;
    private final Supplier<Object> result;
    private final int units;
    private int next;
    private boolean isDone;

    private TextScan(String text, int units, Step step, Supplier<Object> result) {
        this.text = text;
        this.units = units;
        this.step = step;
        this.result = result;
    }

    /// @param runtime of the program
    /// @param text any
    /// @param units what each character costs
    /// @param step is called for each part
    /// @param result is asked for at the end
    /// @return the result, or a request to make it
    public static Object run(ProgramRuntime runtime, String text, int units, Step step, Supplier<Object> result) {
        var scan = new TextScan(text, units, step, result);
        if (text.length() > SLICE) {
            return new Request.LongWork(scan);
        }
        runtime.charge(scan.advance() >> 2);
        return scan.result();
    }

    @Override
    public int advance() {
        int to = Math.min(text.length(), next + SLICE);
        if (to < text.length() && Character.isHighSurrogate(text.charAt(to - 1))) {
            to++;
        }
        isDone = !step.scan(next, to) || to == text.length();
        int units = Math.max(1, (to - next) * this.units);
        next = to;
        return units;
    }

    @Override
    public boolean isDone() {
        return isDone;
    }

    @Override
    public Object result() {
        return result.get();
    }
}
