package dev.interleave.program.run;

import dev.interleave.computation.Computation;
import dev.interleave.computation.Input;
import dev.interleave.language.Program;
import dev.interleave.program.ProgramSettings;
import dev.interleave.program.ProgramSource;
import dev.interleave.program.ProgramSourceStore;
import dev.interleave.program.run.ProgramComputation.StoredInput;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/// Makes computations of programs. Thread-safe.
@Component
@EnableConfigurationProperties(ProgramSettings.class)
public final class Programs {

    /// What the jobs of programs without a name call their computation.
    public static final String NAME = "program";

    private static final long STEP_UNITS = 150_000;

    /// A simulation runs on the thread of its request.
    private static final long SIMULATED_STEP_UNITS = 20_000;

    private static final DataSize SMALLEST_SHARE = DataSize.ofMegabytes(1);
    private static final DataSize SIMULATED_OUTPUT = DataSize.ofKilobytes(64);

    private final ProgramSourceStore sources;
    private final ProgramSettings settings;
    private final LongAdder instructions = new LongAdder();

    public Programs(ProgramSourceStore sources, ProgramSettings settings) {
        this.sources = sources;
        this.settings = settings;
    }

    /// @return how many instructions all programs have executed since the start, a long one counted as many
    long instructions() {
        return instructions.sum();
    }

    /// @param name what the job calls it
    /// @param sha256 the hash of a stored source, which is read when the job starts
    /// @param inputSha256 the hash of a stored input; null if the input is that of the job
    /// @return the computation
    public Computation stored(String name, String sha256, @Nullable String inputSha256) {
        StoredInput input = inputSha256 == null ? null : new StoredInput(inputSha256, () -> text(inputSha256));
        return new ProgramComputation(
                name, sha256, () -> text(sha256), input, settings, null, STEP_UNITS, instructions, true);
    }

    private String text(String sha256) {
        return sources.find(sha256).orElseThrow(() -> new IllegalStateException("the store has no source " + sha256));
    }

    /// @param sha256 the hash of a source
    /// @return its text, if it is stored
    public Optional<String> source(String sha256) {
        return sources.find(sha256);
    }

    /// Keeps the source of a job, and its input if that is long, before the job is stored.
    ///
    /// @param name what the job calls it
    /// @param source a valid program
    /// @param compiled the same program, used by the first calculation; null to compile it then
    /// @param input of the program
    /// @return the computation; if it has an [Computation#inputHash], the job needs no input of its own
    public Computation submitted(String name, ProgramSource source, @Nullable Program compiled, Input input) {
        sources.keep(source);
        String json = InputJson.write(input);
        StoredInput stored = null;
        if (json.length() > InputJson.MAX_IN_ROW) {
            ProgramSource kept = ProgramSource.of(json);
            sources.keep(kept);
            stored = new StoredInput(kept.sha256(), kept::text);
        }
        return new ProgramComputation(
                name, source.sha256(), source::text, stored, settings, compiled, STEP_UNITS, instructions, true);
    }

    /// @param source a valid program
    /// @param compiled the same program; used by the first calculation
    /// @param programs how many share the memory of one
    /// @return the computation, for a simulation
    public Computation simulated(ProgramSource source, @Nullable Program compiled, int programs) {
        DataSize share = DataSize.ofBytes(settings.maxMemory().toBytes() / programs);
        ProgramSettings limits = new ProgramSettings(
                settings.enabled(),
                settings.submitters(),
                share.compareTo(SMALLEST_SHARE) < 0 ? SMALLEST_SHARE : share,
                settings.maxOutput().compareTo(SIMULATED_OUTPUT) < 0 ? settings.maxOutput() : SIMULATED_OUTPUT,
                DataSize.ofKilobytes(1),
                settings.maxDepth(),
                settings.maxPerOwner(),
                settings.maxChildren(),
                settings.maxChildDepth(),
                settings.compile());
        return new ProgramComputation(
                NAME, source.sha256(), source::text, null, limits, compiled, SIMULATED_STEP_UNITS, instructions, false);
    }
}
