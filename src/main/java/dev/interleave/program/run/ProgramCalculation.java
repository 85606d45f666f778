package dev.interleave.program.run;

import dev.interleave.arithmetic.BinaryNatural;
import dev.interleave.arithmetic.DecimalNatural;
import dev.interleave.computation.Algorithm;
import dev.interleave.computation.Calculation;
import dev.interleave.computation.Checkpoint;
import dev.interleave.computation.CheckpointInput;
import dev.interleave.computation.FailedCalculationException;
import dev.interleave.computation.Input;
import dev.interleave.computation.MemoryGrowth;
import dev.interleave.computation.PartialValue;
import dev.interleave.computation.ProgramError;
import dev.interleave.computation.Value;
import dev.interleave.computation.ValueKind;
import dev.interleave.computation.await.AwaitResult;
import dev.interleave.computation.await.Awaitable;
import dev.interleave.eventloop.Step;
import dev.interleave.language.Await;
import dev.interleave.language.Execution;
import dev.interleave.language.Execution.Result;
import dev.interleave.language.ProgramFailure;
import dev.interleave.language.UnrepresentableValueException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// A program under way. Each call of [#step()] runs it for a bounded time, up to its next `yield`.
///
/// Not thread-safe; call only from the loop thread, except for what the interface allows.
final class ProgramCalculation implements Calculation {

    /// Programs that use less are stored on the loop, in much less than a step.
    private static final long SHORT_CHECKPOINT_BYTES = 32 * 1024;

    /// With them, a failed job fits into the body of a webhook.
    private static final int MAX_MESSAGE = 500;

    private static final int MAX_TRACEBACK = 3_000;

    private final Execution execution;
    private final long maxResult;
    private final long stepUnits;
    private final String identity;
    private final long smallBytes;
    private final LongAdder instructions;
    private final boolean canWait;
    private final Output output = new Output();

    /// Of a program that is large from the start; null once it was called.
    private @Nullable MemoryGrowth growthAtStart;

    private boolean waits;
    private volatile long steps;
    private volatile double fraction;
    private volatile int line;

    /// @param execution not started
    /// @param maxResult how long the result may be, in bytes
    /// @param stepUnits how much it runs in a step, in units of about a nanosecond
    /// @param identity of the program and its input
    /// @param smallBytes how much its objects may take before it has to ask for more
    /// @param instructions counts what is executed
    /// @param canWait whether it can wait for jobs and times
    ProgramCalculation(
            Execution execution,
            long maxResult,
            long stepUnits,
            String identity,
            long smallBytes,
            LongAdder instructions,
            boolean canWait) {
        this.canWait = canWait;
        this.stepUnits = stepUnits;
        this.execution = execution;
        this.maxResult = maxResult;
        this.identity = identity;
        this.smallBytes = smallBytes;
        this.instructions = instructions;
    }

    @Override
    public void growWith(MemoryGrowth growth) {
        if (execution.memoryBytes() > smallBytes) {
            growthAtStart = growth;
        } else {
            execution.growWith(smallBytes, growth::grow);
        }
    }

    @Override
    public Step step() {
        if (growthAtStart != null) {
            growthAtStart.grow();
            growthAtStart = null;
        }
        long before = execution.instructions();
        Execution.Status status = execution.run(stepUnits);
        instructions.add(execution.instructions() - before);
        output.append(execution.takeOutput());
        line = execution.line();
        fraction = Math.max(fraction, execution.fraction());
        return switch (status) {
            case SUSPENDED -> Step.YIELDED;
            case STEPPED -> stepped();
            case AWAITS -> canWait ? awaited() : refuseToWait();
            case RETURNED -> Step.RETURNED;
            case FAILED -> throw failure(execution.failure());
        };
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // only the loop thread writes
    private Step stepped() {
        steps++;
        return Step.YIELDED;
    }

    private Step awaited() {
        if (!waits) {
            waits = true;
            stepped();
        }
        return Step.AWAITS;
    }

    @Override
    public List<Awaitable> awaits() {
        return Awaits.of(execution.awaits());
    }

    @Override
    public void resumeWith(AwaitResult result) {
        Await awaited = execution.awaits();
        if (awaited == null) {
            throw new IllegalStateException("does not wait");
        }
        waits = false;
        switch (result) {
            case AwaitResult.Values(List<@Nullable Object> values) ->
                execution.resumeWith(Awaits.value(awaited, values));
            case AwaitResult.FailedJob job -> execution.resumeWithFailure(Awaits.ended(job));
            case AwaitResult.Refused(String exception, String message) ->
                execution.resumeWithException(exception, message);
        }
    }

    private Step refuseToWait() {
        execution.resumeWithException("RuntimeError", "a program cannot wait here");
        return stepped();
    }

    private static FailedCalculationException failure(ProgramFailure failure) {
        FailedCalculationException.Reason reason = switch (failure.kind()) {
            case RECURSION -> FailedCalculationException.Reason.RECURSION;
            case MEMORY -> FailedCalculationException.Reason.MEMORY;
            case EXCEPTION -> FailedCalculationException.Reason.EXCEPTION;
        };
        return new FailedCalculationException(
                reason,
                new ProgramError(
                        failure.exception(),
                        start(failure.message(), MAX_MESSAGE),
                        failure.line(),
                        end(failure.traceback())));
    }

    private static String start(String text, int length) {
        return storable(text.length() <= length ? text : text.substring(0, length) + "…");
    }

    private static String end(String traceback) {
        int tooMany = traceback.length() - MAX_TRACEBACK;
        return storable(tooMany <= 0 ? traceback : "…" + traceback.substring(tooMany));
    }

    /// Databases take no U+0000, and JSON no half of a pair of surrogates.
    private static String storable(String text) {
        byte[] bytes = text.replace('\0', '\uFFFD').getBytes(StandardCharsets.UTF_8);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public Value value() {
        if (!execution.hasMain()) {
            return ProgramDocument.text(output.text(), maxResult);
        }
        return switch (execution.result()) {
            case Result.Int(BigInteger number) -> new Value.Whole(natural(number), number.signum() < 0);
            case Result.LongInt(String digits) -> whole(digits);
            case Result.Text(String text) -> ProgramDocument.text(text, maxResult);
            case Result.Octets(byte[] octets) -> ProgramDocument.octets(octets, maxResult);
            case Result.Other other -> ProgramDocument.json(other::visit, maxResult);
        };
    }

    private static BinaryNatural natural(BigInteger number) {
        return BinaryNatural.of(number.abs());
    }

    private Value whole(String digits) {
        boolean isNegative = digits.startsWith("-");
        byte[] magnitude = digits.substring(isNegative ? 1 : 0).getBytes(StandardCharsets.US_ASCII);
        if (magnitude.length > maxResult) {
            return ProgramDocument.octets(magnitude, maxResult); // which is too long
        }
        try {
            return new Value.Whole(
                    DecimalNatural.read(new ByteArrayInputStream(magnitude), magnitude.length), isNegative);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public double fraction() {
        return fraction;
    }

    @Override
    public OptionalLong steps() {
        return OptionalLong.of(steps);
    }

    @Override
    public String output() {
        return output.text();
    }

    @Override
    public int line() {
        return line;
    }

    @Override
    public PartialValue partialValue() {
        return switch (execution.step()) {
            case null -> ProgramComputation.NOTHING;
            case Result.Int(BigInteger number) -> partial(number);
            case Result.LongInt _ -> throw new IllegalStateException("a step is not converted");
            case Result.Text(String text) ->
                new PartialValue.Text(ValueKind.TEXT, text.length() <= PartialValue.MAX_LENGTH ? text : null);
            case Result.Octets _ -> new PartialValue.Text(ValueKind.BYTES, null);
            case Result.Other other -> partial(other);
        };
    }

    private static PartialValue partial(BigInteger number) {
        long bits = number.abs().bitLength();
        return new PartialValue.Whole(
                bits, bits <= PartialValue.MAX_BITS ? natural(number) : null, number.signum() < 0);
    }

    private PartialValue partial(Result.Other value) {
        var bytes = new ByteArrayOutputStream();
        try (var json =
                new JsonWriter(new LimitedOutputStream(bytes, PartialValue.MAX_LENGTH), PartialValue.MAX_BITS)) {
            value.visit(json);
        } catch (IOException e) {
            return new PartialValue.Text(ValueKind.JSON, null); // too long
        } catch (UnrepresentableValueException e) {
            return new PartialValue.Text(ValueKind.TEXT, "<" + execution.stepType() + ">");
        }
        return new PartialValue.Text(ValueKind.JSON, bytes.toString(StandardCharsets.UTF_8));
    }

    @Override
    public boolean canBeCheckpointed() {
        return execution.canBeStored();
    }

    @Override
    public boolean isCheckpointLong() {
        return execution.memoryBytes() > SHORT_CHECKPOINT_BYTES;
    }

    @Override
    public Checkpoint checkpoint() {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeUTF(identity);
            out.writeLong(steps);
            out.writeDouble(fraction);
            byte[] printed = output.text().getBytes(StandardCharsets.UTF_8);
            out.writeInt(printed.length);
            out.write(printed);
            execution.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Checkpoint(
                ProgramComputation.CHECKPOINT_NAME, Input.NONE, Algorithm.ITERATIVE, new State(bytes.toByteArray()));
    }

    /// Continues from a stored state.
    ///
    /// @param in a stored state, or any other bytes
    /// @param maxOutput how much a program may print, in characters
    /// @param maxState how long a state can be, in bytes
    /// @return this
    /// @throws IOException if reading fails, or that is no state of the program
    ProgramCalculation restored(CheckpointInput in, long maxOutput, long maxState) throws IOException {
        CheckpointInput.check(in.readUTF().equals(identity), "another program or input");
        steps = in.readLong();
        fraction = in.readDouble();
        int length = in.readInt();
        CheckpointInput.check(length >= 0 && length <= 4 * maxOutput, "output of " + length + " bytes");
        output.append(new String(in.readNBytes(length), StandardCharsets.UTF_8));
        execution.read(in, maxState);
        waits = readWait();
        line = execution.line();
        return this;
    }

    private boolean readWait() throws IOException {
        try {
            return execution.awaits() != null;
        } catch (IllegalStateException e) {
            throw new StreamCorruptedException("what the program waits for: " + e.getMessage());
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // states are never compared
    private record State(byte[] stored) implements Checkpoint.State {

        @Override
        public long bytes() {
            return stored.length;
        }

        @Override
        public void writeTo(DataOutputStream out) throws IOException {
            out.write(stored);
        }
    }
}
