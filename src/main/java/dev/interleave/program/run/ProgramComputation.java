package dev.interleave.program.run;

import dev.interleave.computation.Algorithm;
import dev.interleave.computation.Calculation;
import dev.interleave.computation.Checkpoint;
import dev.interleave.computation.Computation;
import dev.interleave.computation.Cost;
import dev.interleave.computation.FailedCalculationException;
import dev.interleave.computation.Input;
import dev.interleave.computation.Parameter;
import dev.interleave.computation.PartialValue;
import dev.interleave.computation.ProgramError;
import dev.interleave.computation.ValueKind;
import dev.interleave.language.Execution;
import dev.interleave.language.Program;
import dev.interleave.language.ProgramLimits;
import dev.interleave.language.syntax.InvalidProgramException;
import dev.interleave.program.ProgramSettings;
import dev.interleave.program.ProgramSource;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A client's program as a computation. Immutable and thread-safe, but for the compiled program, which the first
/// calculation takes.
final class ProgramComputation implements Computation {

    /// What checkpoints call all programs; the state identifies the one.
    static final String CHECKPOINT_NAME = "program";

    /// Before the first step.
    static final PartialValue NOTHING = new PartialValue.Text(ValueKind.JSON, null);

    /// A machine, its frames, and the task.
    private static final long OVERHEAD_BYTES = 256 * 1024;

    /// What most programs never exceed.
    private static final long SMALL_BYTES = 2 * 1024 * 1024;

    /// What a character of the source takes once it is compiled, with the tree.
    private static final long BYTES_PER_CHARACTER = 40;

    private static final double BITS_PER_DIGIT = Math.log(10) / Math.log(2);

    private final String name;
    private final String sha256;
    private final Supplier<String> source;
    private final @Nullable StoredInput storedInput;
    private final ProgramSettings settings;
    private final AtomicReference<@Nullable Program> compiled;
    private final long stepUnits;
    private final LongAdder instructions;
    private final boolean canWait;

    /// An input that is stored like a source.
    ///
    /// @param sha256 the hash of its JSON
    /// @param json reads the JSON; may block
    record StoredInput(String sha256, Supplier<String> json) {}

    /// @param name what jobs call it
    /// @param sha256 the hash of the source
    /// @param source reads the text; may block
    /// @param storedInput used instead of the input of the job; null if there is none
    /// @param settings the limits
    /// @param compiled of the source, for the first calculation; null if there is none
    /// @param stepUnits how much a program runs before other tasks have a turn, in units of about a nanosecond
    /// @param instructions counts what is executed
    /// @param canWait whether it can wait for jobs and times
    ProgramComputation(
            String name,
            String sha256,
            Supplier<String> source,
            @Nullable StoredInput storedInput,
            ProgramSettings settings,
            @Nullable Program compiled,
            long stepUnits,
            LongAdder instructions,
            boolean canWait) {
        this.canWait = canWait;
        this.name = name;
        this.sha256 = sha256;
        this.source = source;
        this.storedInput = storedInput;
        this.settings = settings;
        this.compiled = new AtomicReference<>(compiled);
        this.stepUnits = stepUnits;
        this.instructions = instructions;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String description() {
        return "A program of a client.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of();
    }

    @Override
    public Optional<String> sourceHash() {
        return Optional.of(sha256);
    }

    @Override
    public Optional<String> inputHash() {
        return Optional.ofNullable(storedInput).map(StoredInput::sha256);
    }

    @Override
    public List<Algorithm> algorithms() {
        return List.of(Algorithm.ITERATIVE);
    }

    @Override
    public Algorithm bestFor(Input input) {
        return Algorithm.ITERATIVE;
    }

    @Override
    public PartialValue initialValue() {
        return NOTHING;
    }

    @Override
    public Cost estimate(Input input, Algorithm algorithm) {
        long bits = (long) Math.ceil(settings.maxResult().toBytes() * BITS_PER_DIGIT);
        long most = settings.maxMemory().toBytes() + OVERHEAD_BYTES;
        return new Cost(OptionalLong.empty(), bits, Math.min(most, SMALL_BYTES + OVERHEAD_BYTES), most, 0);
    }

    @Override
    public Calculation start(Input input, Algorithm algorithm) {
        return prepare(input);
    }

    @Override
    public Calculation resume(Input input, Algorithm algorithm, InputStream checkpoint) {
        long maxOutput = settings.maxOutput().toBytes();
        long maxState = 2 * settings.maxMemory().toBytes();
        return Checkpoint.read(
                CHECKPOINT_NAME,
                Input.NONE,
                algorithm,
                checkpoint,
                in -> prepare(input).restored(in, maxOutput, maxState));
    }

    private ProgramCalculation prepare(Input inRow) {
        Input input = storedInput == null ? inRow : InputJson.read(storedInput.json.get());
        var limits = new ProgramLimits(
                settings.maxMemory().toBytes(),
                settings.maxOutput().toBytes(),
                settings.maxDepth(),
                settings.compile());
        String identity = ProgramSource.of(sha256 + input.values()).sha256();
        Program program = program();
        return new ProgramCalculation(
                new Execution(program, input.values(), limits),
                settings.maxResult().toBytes(),
                stepUnits,
                identity,
                SMALL_BYTES - BYTES_PER_CHARACTER * program.length(),
                instructions,
                canWait);
    }

    private Program program() {
        Program known = compiled.getAndSet(null);
        if (known != null) {
            return known;
        }
        try {
            return Program.compile(source.get());
        } catch (InvalidProgramException e) { // it was valid in the version that accepted it
            String text = String.format(Locale.ROOT, "SyntaxError: %s (line %d)", e.detail(), e.line());
            throw new FailedCalculationException(
                    FailedCalculationException.Reason.EXCEPTION,
                    new ProgramError("SyntaxError", e.detail(), e.line(), text));
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ProgramComputation program
                && name.equals(program.name)
                && sha256.equals(program.sha256)
                && inputHash().equals(program.inputHash());
    }

    @Override
    public int hashCode() {
        return sha256.hashCode();
    }

    @Override
    public String toString() {
        return name + " " + sha256;
    }
}
