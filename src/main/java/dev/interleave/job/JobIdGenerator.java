package dev.interleave.job;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Generates ids of jobs: UUIDv7, each larger than the one before. Thread-safe.
@Component
public final class JobIdGenerator {

    private final TimeBasedEpochGenerator generator = Generators.timeBasedEpochGenerator();

    /// @return not used before
    public UUID next() {
        return generator.generate();
    }
}
