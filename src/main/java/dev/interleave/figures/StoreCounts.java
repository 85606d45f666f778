package dev.interleave.figures;

import dev.interleave.job.JobState;
import dev.interleave.job.JobStore;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// How many jobs there are in each state. Thread-safe.
///
/// To count a million rows takes a while, so nobody waits for it: what is told is the last count, which is made
/// anew while somebody asks, and as seldom as keeps the cost at two percent of a core.
@Component
public final class StoreCounts {

    /// @param jobs how many there were in each state; those without any may be missing
    /// @param at when
    public record Count(Map<JobState, Long> jobs, Instant at) {

        /// @param state any
        /// @return how many jobs were in it
        public long of(JobState state) {
            return jobs.getOrDefault(state, 0L);
        }
    }

    private static final Logger log = LoggerFactory.getLogger(StoreCounts.class);
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(2);
    private static final int PAUSES_PER_COUNT = 50;

    /// How long after the last question the next count is worth while.
    private static final Duration INTEREST = Duration.ofSeconds(10);

    private final JobStore store;
    private final InstantSource clock;
    private volatile @Nullable Count last;
    private volatile Instant asked;
    private volatile Duration pause = SHORTEST_PAUSE;

    StoreCounts(JobStore store, InstantSource clock, MeterRegistry registry) {
        this.store = store;
        this.clock = clock;
        this.asked = clock.instant();
        for (JobState state : JobState.values()) {
            Gauge.builder("interleave.jobs", () -> gauge(state))
                    .description("Jobs in the store, by state")
                    .tag("state", state.wireName())
                    .register(registry);
        }
    }

    /// @return the last count, or null before the first one
    public @Nullable Count last() {
        asked = clock.instant();
        return last;
    }

    /// Counts again, if that is due.
    @Scheduled(fixedDelay = 500)
    void refresh() {
        Instant now = clock.instant();
        Count before = last;
        if (before != null
                && (asked.plus(INTEREST).isBefore(now)
                        || before.at().plus(pause).isAfter(now))) {
            return;
        }
        try {
            long start = System.nanoTime();
            last = new Count(store.countByState(), now);
            pause = longer(Duration.ofNanos(System.nanoTime() - start).multipliedBy(PAUSES_PER_COUNT));
        } catch (DataAccessException e) {
            log.debug("jobs could not be counted", e);
        }
    }

    private @Nullable Long gauge(JobState state) {
        Count count = last();
        return count == null ? null : count.of(state);
    }

    private static Duration longer(Duration pause) {
        return pause.compareTo(SHORTEST_PAUSE) > 0 ? pause : SHORTEST_PAUSE;
    }
}
