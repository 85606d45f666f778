package dev.interleave.job;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.UUIDClock;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/// Generates ids of jobs: UUIDv7, each larger than the one before, also when the clock is set back. Thread-safe.
@Component
public final class JobIdGenerator {

    private final TimeBasedEpochGenerator generator;

    @Autowired
    public JobIdGenerator() {
        this(System::currentTimeMillis);
    }

    /// @param clock in milliseconds since 1970
    JobIdGenerator(LongSupplier clock) {
        generator = Generators.timeBasedEpochGenerator(null, new MonotonicClock(clock));
    }

    /// @return not used before
    public UUID next() {
        return generator.generate();
    }

    /// Stands still until a clock that was set back has caught up. Thread-safe.
    private static final class MonotonicClock extends UUIDClock {

        private final LongSupplier clock;
        private final AtomicLong latest = new AtomicLong();

        private MonotonicClock(LongSupplier clock) {
            this.clock = clock;
        }

        @Override
        public long currentTimeMillis() {
            return latest.accumulateAndGet(clock.getAsLong(), Math::max);
        }
    }
}
