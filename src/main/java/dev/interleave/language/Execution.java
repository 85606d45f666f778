package dev.interleave.language;

import dev.interleave.language.checkpoint.MachineCodec;
import dev.interleave.language.machine.Compilation;
import dev.interleave.language.machine.Library;
import dev.interleave.language.machine.Limits;
import dev.interleave.language.machine.Machine;
import dev.interleave.language.machine.Traceback;
import dev.interleave.language.value.BytesObject;
import dev.interleave.language.value.ClassObject;
import dev.interleave.language.value.ExceptionObject;
import dev.interleave.language.value.FunctionObject;
import dev.interleave.language.value.Singleton;
import dev.interleave.language.value.TupleObject;
import dev.interleave.language.value.Types;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.math.BigInteger;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Executes a program: its statements, then its function `main` with the input. Each value that `main` yields is a
/// step. Not thread-safe. Between two calls of [#run] its whole state is plain data.
///
/// A long integer that is the result is converted to digits in the same way, since that takes long.
public final class Execution {

    /// What [#run] has come to.
    public enum Status {
        /// The units are used up.
        SUSPENDED,
        /// The program has yielded a value.
        STEPPED,
        /// The program has yielded what it waits for: [#awaits()] describes it. That is a step too, and the value of
        /// the
        /// last step remains. The state can be stored. [#run] returns this again, and does nothing, until
        /// [#resumeWith], [#resumeWithFailure] or [#resumeWithException] is called.
        AWAITS,
        /// The program has ended with a result.
        RETURNED,
        /// The program has ended with an exception.
        FAILED
    }

    /// What the program has returned.
    public sealed interface Result {

        /// An integer.
        ///
        /// @param value of any sign; a result has no more than [#MAX_BITS]
        record Int(BigInteger value) implements Result {}

        /// A longer integer.
        ///
        /// @param digits in decimal, with the sign
        record LongInt(String digits) implements Result {}

        /// A text.
        ///
        /// @param value the text
        record Text(String value) implements Result {}

        /// Octets.
        ///
        /// @param octets not to be changed
        @SuppressWarnings("ArrayRecordComponent") // results are never compared
        record Octets(byte[] octets) implements Result {}

        /// Any other value.
        non-sealed interface Other extends Result {

            /// Takes time proportional to the size of what is shown.
            ///
            /// @param visitor receives the value
            /// @throws IOException as the visitor
            /// @throws UnrepresentableValueException if the value has no form in JSON
            void visit(ValueVisitor visitor) throws IOException;
        }
    }

    /// The longest integer that is not converted step by step, in bits.
    public static final int MAX_BITS = 16_384;

    /// The length of a turn while compiled code is new.
    private static final int COLD_UNITS = 2_000;

    private enum Phase {
        STATEMENTS,
        MAIN,
        DIGITS
    }

    private static final String NAME = "__name__";

    private final Map<String, ?> input;
    private final Machine machine;
    private final MachineCodec codec;
    private Phase phase = Phase.STATEMENTS;

    /// @param program that no other execution uses
    /// @param input of `main`: numbers (`Integer`, `Long`, `BigInteger`, `Double`), texts, booleans, null, lists
    ///     and maps
    /// @param limits what the program may use
    public Execution(Program program, Map<String, ?> input, ProgramLimits limits) {
        this.input = input;
        this.machine = new Machine(
                program.module(),
                Library.get(),
                new Limits(limits.memoryBytes(), limits.outputCharacters(), limits.depth()),
                limits.isCompiled() ? Compilation.standard() : Compilation.off());
        if (program.signature().isPresent()) {
            machine.globals().set(NAME, "program"); // a script's own call of main does not count
        }
        this.codec = new MachineCodec(Library.get(), program.module(), machine);
    }

    /// Has an action called once, before the program uses more memory than was granted.
    ///
    /// @param bytes granted, in the measure of [#memoryBytes()]
    /// @param action may throw; then the execution must not be used any more
    public void growWith(long bytes, Runnable action) {
        machine.growWith(bytes, action);
    }

    /// @param units of about a nanosecond each
    /// @return why it has returned
    public Status run(long units) {
        long end = machine.instructions() + units;
        while (true) {
            long left = end - machine.instructions();
            Machine.Status status = machine.run(machine.hasRunColdCode() ? Math.min(left, COLD_UNITS) : left);
            if (status != Machine.Status.RETURNED) {
                return switch (status) {
                    case SUSPENDED -> Status.SUSPENDED;
                    case STEPPED -> Status.STEPPED;
                    case AWAITS -> Status.AWAITS;
                    case FAILED, RETURNED -> Status.FAILED;
                };
            }
            if (!startsNextPhase()) {
                return Status.RETURNED;
            }
            if (machine.instructions() >= end) {
                return Status.SUSPENDED;
            }
        }
    }

    private boolean startsNextPhase() {
        return switch (phase) {
            case STATEMENTS -> startsMain();
            case MAIN -> startsDigits();
            case DIGITS -> false;
        };
    }

    private boolean startsMain() {
        @Nullable Object main = machine.globals().get(Program.MAIN);
        if (main == null) {
            return false;
        }
        phase = Phase.MAIN;
        start("run_main", main, new InputValues().dict(input));
        return true;
    }

    private boolean startsDigits() {
        if (!(machine.result() instanceof BigInteger number) || number.bitLength() <= MAX_BITS) {
            return false;
        }
        phase = Phase.DIGITS;
        start("do_str", number);
        return true;
    }

    private void start(String name, Object... arguments) {
        FunctionObject function = Library.get().function(name);
        machine.start(function, arguments);
    }

    /// @return what the program has printed since the last call
    public String takeOutput() {
        return machine.takeOutput();
    }

    /// @return whether there is a function `main`; if there is not, what the program prints is its result
    public boolean hasMain() {
        return phase != Phase.STATEMENTS;
    }

    /// @return the result of a program that has returned
    public Result result() {
        return phase == Phase.DIGITS && machine.result() instanceof String digits
                ? new Result.LongInt(digits)
                : of(machine.result());
    }

    /// The value of the last step. Use it before the next [#run]: the program may change it then.
    ///
    /// @return the value, an integer of any length, or null if there was no step
    public @Nullable Result step() {
        @Nullable Object step = machine.step();
        return step == null ? null : of(step);
    }

    /// Takes time proportional to the length of the inputs of the jobs in it, a million characters each at most.
    ///
    /// @return what the program waits for, also after its state was read; null if it does not wait
    /// @throws IllegalStateException if the state that was read is damaged
    public @Nullable Await awaits() {
        Object awaited = machine.awaited();
        return awaited == null ? null : new AwaitReader().read(awaited);
    }

    /// Continues a program that waits: its `yield` has a value. Takes time proportional to the size of the value. If
    /// the
    /// program has no memory for it, its `yield` raises `MemoryError`.
    ///
    /// @param value as the type of [#awaits()] says, copied
    /// @throws IllegalStateException if the program does not wait
    /// @throws IllegalArgumentException if that is no such value
    public void resumeWith(@Nullable Object value) {
        var values = new InputValues();
        Object converted = values.value(value);
        machine.resume(converted, false, values.bytes(), values.largestPiece());
    }

    /// Continues a program that waits: its `yield` raises `JobError` or `JobCancelled`.
    ///
    /// @param job that has failed or was cancelled
    /// @throws IllegalStateException if the program does not wait
    public void resumeWithFailure(Await.EndedJob job) {
        ExceptionObject exception = exception(job.isCancelled() ? Types.JOB_CANCELLED : Types.JOB_ERROR, job.message());
        exception.setAttribute("id", job.id());
        exception.setAttribute("state", job.state());
        exception.setAttribute("reason", job.reason());
        exception.setAttribute("message", job.message());
        machine.resume(exception, true, 0, 0);
    }

    /// Continues a program that waits: its `yield` raises an exception.
    ///
    /// @param type the name of a builtin class of exceptions, such as `ValueError`
    /// @param message of the exception
    /// @throws IllegalStateException if the program does not wait
    /// @throws IllegalArgumentException if there is no such class
    public void resumeWithException(String type, String message) {
        ClassObject found = Types.all().get(type);
        if (found == null || !found.isSubclassOf(Types.EXCEPTION)) {
            throw new IllegalArgumentException("no class of exceptions: " + type);
        }
        machine.resume(exception(found, message), true, 0, 0);
    }

    private static ExceptionObject exception(ClassObject type, String message) {
        return new ExceptionObject(type, TupleObject.of(message));
    }

    private static Result of(Object value) {
        return switch (value) {
            case Long number -> new Result.Int(BigInteger.valueOf(number));
            case BigInteger number -> new Result.Int(number);
            case String text -> new Result.Text(text);
            case BytesObject bytes -> new Result.Octets(bytes.octets);
            default -> (Result.Other) visitor -> new JsonShape(visitor).visit(value);
        };
    }

    /// @return the name of the class of the value of the last step
    public String stepType() {
        @Nullable Object step = machine.step();
        return step == null ? Types.of(Singleton.NONE).name : Types.of(step).name;
    }

    /// @return the exception that ended the program
    /// @throws IllegalStateException if none has
    public ProgramFailure failure() {
        @Nullable ExceptionObject failure = machine.failure();
        if (failure == null) {
            throw new IllegalStateException("the program has not failed");
        }
        ProgramFailure.Kind kind = failure.type.isSubclassOf(Types.RECURSION_ERROR)
                ? ProgramFailure.Kind.RECURSION
                : failure.type.isSubclassOf(Types.MEMORY_ERROR)
                        ? ProgramFailure.Kind.MEMORY
                        : ProgramFailure.Kind.EXCEPTION;
        int line = failure.places.isEmpty() ? 0 : failure.places.getFirst().line();
        return new ProgramFailure(
                kind, failure.type.qualifiedName, Traceback.message(failure), line, Traceback.text(failure));
    }

    /// @return the share of the work that is done, as the program tells; 0 if it does not
    public double fraction() {
        double fraction = machine.fraction();
        return Double.isNaN(fraction) ? 0 : fraction;
    }

    /// @return the line that runs, from 1; 0 if none does
    public int line() {
        return machine.line();
    }

    /// @return the work done so far, in units
    public long instructions() {
        return machine.instructions();
    }

    /// @return the memory in use, in bytes, about
    public long memoryBytes() {
        return machine.memoryBytes();
    }

    /// @return whether [#write] can be called now; if not, it can after some more units
    public boolean canBeStored() {
        return machine.canBeStored();
    }

    /// Stores the state. Takes time proportional to the memory in use.
    ///
    /// @param out the destination; not closed
    /// @throws IOException if writing fails
    public void write(DataOutputStream out) throws IOException {
        byte[] state = codec.write(machine);
        out.writeUTF(phase.name());
        out.writeInt(state.length);
        out.write(state);
    }

    /// Continues from a state of the same program with the same input. To be called before the first [#run].
    ///
    /// @param in what [#write] has written, or any other bytes
    /// @param maxLength the largest length of a state, in bytes
    /// @throws StreamCorruptedException if that is no state of the program
    /// @throws IOException if reading fails
    public void read(DataInputStream in, long maxLength) throws IOException {
        Phase stored = phase(in.readUTF());
        int length = in.readInt();
        if (length < 0 || length > maxLength) {
            throw new StreamCorruptedException("a state of " + length + " bytes");
        }
        codec.read(in.readNBytes(length), machine);
        phase = stored;
    }

    private static Phase phase(String name) throws StreamCorruptedException {
        try {
            return Phase.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw new StreamCorruptedException("an unknown phase");
        }
    }
}
