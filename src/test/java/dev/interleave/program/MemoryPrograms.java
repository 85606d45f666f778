package dev.interleave.program;

import dev.interleave.program.run.Programs;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.util.unit.DataSize;

/// Sources in memory.
public final class MemoryPrograms implements ProgramSourceStore {

    public static final ProgramSettings SETTINGS = new ProgramSettings(
            true,
            true,
            DataSize.ofMegabytes(64),
            DataSize.ofMegabytes(1),
            DataSize.ofMegabytes(16),
            1_000,
            1_000,
            10_000,
            10,
            true);

    private final Map<String, String> sources = new HashMap<>();

    /// Programs whose sources are in memory.
    public static Programs create() {
        return new Programs(new MemoryPrograms(), SETTINGS);
    }

    @Override
    public void keep(ProgramSource source) {
        sources.put(source.sha256(), source.text());
    }

    @Override
    public Optional<String> find(String sha256) {
        return Optional.ofNullable(sources.get(sha256));
    }

    @Override
    public int deleteUnused() {
        return 0;
    }
}
