package dev.interleave.language.machine;

import dev.interleave.arithmetic.sliced.SlicedOperation;
import dev.interleave.language.code.Opcode;
import dev.interleave.language.compiler.Compiler;
import dev.interleave.language.value.Cell;
import dev.interleave.language.value.DictObject;
import dev.interleave.language.value.ExceptionObject;
import dev.interleave.language.value.Frame;
import dev.interleave.language.value.FunctionObject;
import dev.interleave.language.value.GeneratorObject;
import dev.interleave.language.value.Globals;
import dev.interleave.language.value.HeapObject;
import dev.interleave.language.value.ProgramRuntime;
import dev.interleave.language.value.Raised;
import dev.interleave.language.value.Request;
import dev.interleave.language.value.Singleton;
import dev.interleave.language.value.TupleObject;
import dev.interleave.language.value.Types;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// Runs one program. Not thread-safe. Between two calls of [#run] its whole state is plain data.
public final class Machine implements ProgramRuntime {

    /// Why [#run] has returned.
    public enum Status {
        /// The fuel is used up.
        SUSPENDED,
        /// The program has made a step.
        STEPPED,
        /// The program has made a step, and waits: it continues after [#resume].
        AWAITS,
        /// The program has ended; [#result] is its result.
        RETURNED,
        /// The program has ended with [#failure].
        FAILED
    }

    /// A string, bytes, a tuple and an integer are each made in one piece, which must not take a long turn.
    private static final long MAX_PIECE_BYTES = 8L << 20;

    private static final int PIECE_HEAD_BYTES = 40;

    /// Programs that reach more than this are measured less often.
    private static final long SMALL_BYTES = 512 * 1024;

    /// What a small program allocates between two measurements.
    private static final long SMALL_INTERVAL_BYTES = 1024 * 1024;

    final Library library;
    final Limits limits;
    final Globals globals;
    final Calls calls = new Calls(this);
    final Generators generators = new Generators(this);
    final Attributes attributes = new Attributes(this);
    final Exceptions exceptions = new Exceptions(this);
    final SlowPaths slow = new SlowPaths(this);
    final Interpreter interpreter = new Interpreter(this);
    final Compilation compilation;

    /// The number of calls that compiled code has under way on the stack of the thread.
    int nesting;

    /// The number of codes of this program that were compiled.
    int compilations;

    /// Whether the last turn ran compiled code that is new.
    boolean hasRunColdCode;

    /// Whether all of them have to leave, because they are too many.
    boolean isUnwinding;

    /// The frame that runs; null at the end.
    @Nullable
    Frame frame;

    /// The number of frames below the outermost one.
    int depth;

    /// What is left of this turn.
    long fuel;

    /// Work whose result is that of the instruction that runs.
    Request.@Nullable LongWork work;

    @Nullable
    Object result;

    @Nullable
    ExceptionObject failure;

    boolean hasStepped;

    private final Deque<SlicedOperation<?>> deferred = new ArrayDeque<>();
    private final StringBuilder output = new StringBuilder();
    private long outputBytes;
    private long instructions;
    private long delays;

    /// What was allocated since the last measurement, by estimates.
    private long allocated;

    /// What was reachable at the last measurement.
    private long reachable;

    /// What the long work that is under way has taken: it is not reachable yet.
    private long taken;

    private long held;
    private long grantedBytes = Long.MAX_VALUE;
    private Runnable growth = () -> {};
    private @Nullable HeapMeter meter;
    private int numbers;
    private @Nullable Object step;
    private @Nullable Object awaited;
    private double done;
    private double total;

    /// @param module the program
    /// @param library what it can import
    /// @param limits what it may use
    public Machine(Compiler.Module module, Library library, Limits limits) {
        this(module, library, limits, Compilation.standard());
    }

    /// @param module the program
    /// @param library what it can import
    /// @param limits what it may use
    /// @param compilation what compiles hot code
    public Machine(Compiler.Module module, Library library, Limits limits, Compilation compilation) {
        this.compilation = compilation;
        this.library = library;
        this.limits = limits;
        this.globals = new Globals("__main__", module.globals());
        globals.set("__name__", "__main__");
        var main = new FunctionObject(module.code(), globals, new Cell[0], new Object[0], null);
        frame = outermost(new Frame(main));
    }

    /// Has an action called once, before the program uses more memory than was granted.
    ///
    /// @param bytes granted
    /// @param action may throw; then the machine must not be used any more
    public void growWith(long bytes, Runnable action) {
        grantedBytes = bytes;
        growth = action;
    }

    private void growBeyond(long bytes) {
        if (bytes > grantedBytes) {
            growth.run();
            grantedBytes = Long.MAX_VALUE;
        }
    }

    /// Depends on the program alone, so that memory ends at the same instruction on each instance. Estimates are low,
    /// so
    /// that a program is measured more often the closer it is to its limit.
    private long measurementInterval() {
        long limit = limits.memoryBytes();
        return reachable > SMALL_BYTES
                ? Math.clamp((limit - reachable) / 2, limit / 8, limit / 2)
                : Math.min(limit / 2, SMALL_INTERVAL_BYTES);
    }

    private static Frame outermost(Frame frame) {
        frame.onReturn = Frame.Return.END;
        return frame;
    }

    /// Calls a function of a program whose last frame has returned.
    ///
    /// @param function to be called
    /// @param arguments by position
    public void start(FunctionObject function, Object... arguments) {
        result = null;
        Frame started = new Frame(function);
        System.arraycopy(arguments, 0, started.registers, 0, arguments.length);
        frame = outermost(started);
        depth = 0;
    }

    /// Runs until the fuel is used up or something happens.
    ///
    /// @param units of about a nanosecond each
    /// @return why it has returned
    public Status run(long units) {
        fuel = units;
        hasRunColdCode = false;
        Status status = advance();
        instructions += units - fuel - delays;
        delays = 0;
        return status;
    }

    private Status advance() {
        while (frame != null) {
            if (meter != null && !finishMeasurement(meter)) {
                return Status.SUSPENDED;
            }
            if (!deferred.isEmpty() && !finishDeferred()) {
                return Status.SUSPENDED;
            }
            if (work != null && !finishWork(work)) {
                return Status.SUSPENDED;
            }
            if (frame == null) {
                break;
            }
            if (awaited != null) {
                return Status.AWAITS;
            }
            try {
                nesting = 0;
                isUnwinding = false;
                interpreter.execute(null, 0);
            } catch (Raised raised) {
                exceptions.raise(raised.exception);
            } catch (StackOverflowError e) {
                exceptions.raise(
                        new ExceptionObject(Types.RECURSION_ERROR, TupleObject.of("maximum recursion depth exceeded")));
            }
            fuel += held;
            held = 0;
            if (hasStepped) {
                hasStepped = false;
                if (awaited == null) {
                    return Status.STEPPED;
                }
                continue; // a program that waits can be stored
            }
            if (fuel <= 0 && frame != null) {
                return Status.SUSPENDED;
            }
        }
        return failure != null ? Status.FAILED : Status.RETURNED;
    }

    private boolean finishWork(Request.LongWork current) {
        boolean isFinished = advanceWork(current);
        if (work == null) {
            taken = 0;
        }
        return isFinished;
    }

    private boolean advanceWork(Request.LongWork current) {
        while (!current.operation().isDone()) {
            if (fuel <= 0) {
                return false;
            }
            try {
                long units = current.operation().advance(); // which may use up fuel itself
                fuel += held - units;
                held = 0;
                if (meter != null && !finishMeasurement(meter)) {
                    return false;
                }
                if (work == null) {
                    return true; // there was not enough memory
                }
            } catch (Raised raised) {
                fuel += held;
                held = 0;
                work = null;
                exceptions.raise(raised.exception);
                return true;
            }
        }
        work = null;
        try {
            calls.deliver(current.operation().result());
        } catch (Raised raised) {
            exceptions.raise(raised.exception);
        }
        fuel += held;
        held = 0;
        return true;
    }

    /// The program stands still until its memory is measured; what is reachable decides.
    private boolean finishMeasurement(HeapMeter current) {
        while (!current.isDone()) {
            if (fuel <= 0) {
                return false;
            }
            fuel -= current.advance();
        }
        meter = null;
        reachable = current.bytes();
        allocated = taken;
        // from now on it is measured less often, and may use all of its memory until the next measurement
        growBeyond(reachable > SMALL_BYTES ? limits.memoryBytes() : reachable + taken);
        if (reachable + taken > limits.memoryBytes()) {
            work = null;
            if (awaited != null) {
                resume(outOfMemory().exception, true, 0, 0);
            } else {
                exceptions.raise(outOfMemory().exception);
            }
        }
        return true;
    }

    private boolean finishDeferred() {
        while (!deferred.isEmpty()) {
            SlicedOperation<?> operation = deferred.peek();
            while (!operation.isDone()) {
                if (fuel <= 0) {
                    return false;
                }
                long units = operation.advance();
                fuel -= units;
            }
            deferred.remove();
        }
        return true;
    }

    /// Ends this turn of the interpreter; the fuel that is left comes back before the next one.
    private void interrupt() {
        long left = Math.max(0, fuel);
        held += left;
        fuel -= left;
    }

    private static Raised outOfMemory() {
        return new Raised(new ExceptionObject(Types.MEMORY_ERROR, TupleObject.EMPTY));
    }

    /// @return whether no instruction can be executed now
    boolean isBlocked() {
        return frame == null || work != null || hasStepped;
    }

    /// @return whether the last turn ran compiled code that is new: it takes longer than its fuel says
    public boolean hasRunColdCode() {
        return hasRunColdCode;
    }

    /// @return whether the memory has to be measured
    boolean isMeasured() {
        return meter != null;
    }

    // --- waiting

    /// @return what the program waits for, an [AwaitableObject] or a list or tuple of them; null if it does not wait
    public @Nullable Object awaited() {
        return awaited;
    }

    void await(Object value) {
        awaited = value;
        hasStepped = true;
    }

    /// Continues a program that waits. If it has no memory for the value, it continues with a `MemoryError`.
    ///
    /// @param value the value of its `yield`, or the exception that its `yield` raises
    /// @param isRaised whether it is an exception
    /// @param bytes the memory that the value takes
    /// @param largestPiece the memory that the largest string, bytes or integer in it takes, in bytes
    /// @throws IllegalStateException if the program does not wait
    public void resume(Object value, boolean isRaised, long bytes, long largestPiece) {
        if (awaited == null) {
            throw new IllegalStateException("The program awaits nothing.");
        }
        awaited = null;
        boolean fits = largestPiece <= MAX_PIECE_BYTES && bytes <= limits.memoryBytes();
        allocated += fits ? bytes : 0;
        calls.deliver(fits ? TupleObject.of(isRaised, value) : TupleObject.of(true, outOfMemory().exception));
    }

    /// @param top the frame on top of a stored state
    /// @return whether a program can wait there
    public boolean canAwait(Frame top) {
        return top.function == library.function("run_main") && top.code.instructions[top.pc] == Opcode.CALL;
    }

    // --- checkpoints

    /// @return whether the state is complete: neither long work nor a measurement is under way
    public boolean canBeStored() {
        return work == null && meter == null && deferred.isEmpty() && !hasStepped;
    }

    /// @return the state, which the next turn changes
    /// @throws IllegalStateException if it cannot be stored now
    public MachineState state() {
        if (!canBeStored()) {
            throw new IllegalStateException("work is under way");
        }
        return new MachineState(
                frame,
                globals.values,
                result,
                failure,
                step,
                awaited,
                depth,
                instructions,
                allocated,
                reachable,
                numbers,
                outputBytes,
                done,
                total);
    }

    /// Continues from a state of the same program.
    ///
    /// @param state as it was stored
    public void restore(MachineState state) {
        frame = state.frame();
        System.arraycopy(state.globals(), 0, globals.values, 0, globals.values.length);
        result = state.result();
        failure = state.failure();
        step = state.step();
        awaited = state.awaited();
        depth = state.depth();
        instructions = state.instructions();
        allocated = state.allocated();
        reachable = state.reachable();
        numbers = state.numbers();
        outputBytes = state.outputBytes();
        done = state.done();
        total = state.total();
    }

    // --- what a program tells

    /// @return the value that the program returned
    public Object result() {
        return result == null ? Singleton.NONE : result;
    }

    /// @return the exception that ended the program, or null
    public @Nullable ExceptionObject failure() {
        return failure;
    }

    /// @return the value of the last step, or null
    public @Nullable Object step() {
        return step;
    }

    /// @return the variables of the program
    public Globals globals() {
        return globals;
    }

    /// @return the line that runs, or the line at which the program has yielded, from 1; 0 if there is none
    public int line() {
        for (Frame f = frame; f != null; f = f.caller) {
            if (!f.code.isLibrary()) {
                return f.code.line(f.pc);
            }
        }
        return frame == null ? 0 : lineOfGenerator(frame);
    }

    private static int lineOfGenerator(Frame driver) {
        for (Object value : driver.registers) {
            if (value instanceof GeneratorObject generator && generator.frame != null) {
                return generator.frame.code.line(generator.frame.pc);
            }
        }
        return 0;
    }

    /// @return the work done so far
    public long instructions() {
        return instructions;
    }

    /// @return the memory in use, in bytes, about
    public long memoryBytes() {
        return reachable + allocated;
    }

    /// @return the output that was not taken yet
    public String takeOutput() {
        String text = output.toString();
        output.setLength(0);
        return text;
    }

    // --- what functions in Java need

    @Override
    public void charge(long units) {
        fuel -= units;
    }

    @Override
    public void delay(long units) {
        fuel -= units;
        delays += units;
    }

    @Override
    public void allocate(long bytes) {
        if (bytes > limits.memoryBytes()) {
            throw outOfMemory();
        }
        growBeyond(reachable + allocated + bytes);
        allocated += bytes;
        taken += work == null ? 0 : bytes;
        if (allocated > measurementInterval() && meter == null && frame != null) {
            meter = new HeapMeter(globals, frame);
            interrupt();
        }
    }

    @Override
    public void allocatePiece(long bytes) {
        if (bytes > MAX_PIECE_BYTES) {
            throw outOfMemory();
        }
        allocate(bytes + PIECE_HEAD_BYTES);
    }

    @Override
    public void defer(SlicedOperation<?> operation) {
        deferred.add(operation);
        interrupt();
    }

    @Override
    public int number(HeapObject object) {
        if (object.number == 0) {
            object.number = ++numbers;
        }
        return object.number;
    }

    @Override
    public void write(String text) {
        outputBytes += text.length();
        if (outputBytes > limits.outputBytes()) {
            throw new Raised(Types.RUNTIME_ERROR, "the output is longer than " + limits.outputBytes() + " characters");
        }
        output.append(text);
    }

    @Override
    public void progress(double newDone, double newTotal) {
        done = newDone;
        total = newTotal;
    }

    /// @return the share of the work that is done, as the program tells; NaN if it does not
    public double fraction() {
        return total > 0 ? Math.clamp(done / total, 0, 1) : Double.NaN;
    }

    void stepped(Object value) {
        step = value;
        hasStepped = true;
    }

    /// @return an empty dict of keyword arguments
    static DictObject dict() {
        return new DictObject(Types.DICT);
    }
}
