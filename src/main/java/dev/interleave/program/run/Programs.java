package dev.interleave.program.run;

import dev.interleave.computation.Computation;
import dev.interleave.language.Program;
import dev.interleave.program.ProgramSettings;
import dev.interleave.program.ProgramSource;
import dev.interleave.program.ProgramSourceStore;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/// Makes computations of programs. Thread-safe.
@Component
public final class Programs {

    /// What the jobs of programs without a name call their computation.
    public static final String NAME = "program";

    private static final DataSize SMALLEST_SHARE = DataSize.ofMegabytes(1);
    private static final DataSize SIMULATED_OUTPUT = DataSize.ofKilobytes(64);

    private final ProgramSourceStore sources;
    private final ProgramSettings settings;

    public Programs(ProgramSourceStore sources, ProgramSettings settings) {
        this.sources = sources;
        this.settings = settings;
    }

    /// @param name what the job calls it
    /// @param sha256 the hash of a stored source, which is read when the job starts
    /// @return the computation
    public Computation stored(String name, String sha256) {
        return new ProgramComputation(
                name,
                sha256,
                () -> sources.find(sha256)
                        .orElseThrow(() -> new IllegalStateException("the store has no source " + sha256)),
                settings,
                null);
    }

    /// @param sha256 the hash of a source
    /// @return its text, if it is stored
    public Optional<String> source(String sha256) {
        return sources.find(sha256);
    }

    /// @param name what the job calls it
    /// @param source a valid program
    /// @param compiled the same program; used by the first calculation
    /// @return the computation
    public Computation submitted(String name, ProgramSource source, Program compiled) {
        return new ProgramComputation(name, source.sha256(), source::text, settings, compiled);
    }

    /// @param source a valid program
    /// @param compiled the same program; used by the first calculation
    /// @param programs how many share the memory of one
    /// @return the computation, for a simulation
    public Computation simulated(ProgramSource source, Program compiled, int programs) {
        DataSize share = DataSize.ofBytes(settings.maxMemory().toBytes() / programs);
        ProgramSettings limits = new ProgramSettings(
                settings.enabled(),
                settings.submitters(),
                share.compareTo(SMALLEST_SHARE) < 0 ? SMALLEST_SHARE : share,
                settings.maxOutput().compareTo(SIMULATED_OUTPUT) < 0 ? settings.maxOutput() : SIMULATED_OUTPUT,
                DataSize.ofKilobytes(1),
                settings.maxDepth(),
                settings.maxPerOwner());
        return new ProgramComputation(NAME, source.sha256(), source::text, limits, compiled);
    }
}
