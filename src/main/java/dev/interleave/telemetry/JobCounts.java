package dev.interleave.telemetry;

import dev.interleave.job.JobStore;
import dev.interleave.job.model.JobState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Counts the jobs in each state. Thread-safe.
///
/// Counting a million rows takes time, so readers get the last count. It is refreshed while it is read, and so
/// rarely that counting takes at most 1 % of a core for finished jobs and 1 % for the others, which are fewer
/// and change sooner.
@Component
public final class JobCounts {

    /// The number of jobs by state.
    ///
    /// @param jobs states without jobs can be missing
    /// @param at when unfinished jobs were counted
    public record Count(Map<JobState, Long> jobs, Instant at) {

        /// @return the number of jobs in this state
        public long of(JobState state) {
            return jobs.getOrDefault(state, 0L);
        }
    }

    private static final Logger log = LoggerFactory.getLogger(JobCounts.class);
    private static final Duration MIN_PAUSE = Duration.ofSeconds(2);
    private static final int PAUSES_PER_COUNT = 100;

    /// Counting stops this long after the last read.
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(10);

    private final JobStore store;
    private final InstantSource clock;
    private final Part finished = new Part(true);
    private final Part unfinished = new Part(false);
    private volatile @Nullable Count last;
    private volatile Instant lastRead;

    JobCounts(JobStore store, InstantSource clock, MeterRegistry registry) {
        this.store = store;
        this.clock = clock;
        this.lastRead = clock.instant();
        for (JobState state : JobState.values()) {
            Gauge.builder("interleave.jobs", () -> gauge(state))
                    .description("Jobs in the store, by state")
                    .tag("state", state.wireName())
                    .register(registry);
        }
    }

    /// @return the last count, or null before the first one
    public @Nullable Count last() {
        lastRead = clock.instant();
        return last;
    }

    /// Counts again, if due.
    @Scheduled(fixedDelay = 500)
    void refresh() {
        Instant now = clock.instant();
        if (last != null && lastRead.plus(READ_TIMEOUT).isBefore(now)) {
            return;
        }
        try {
            boolean isNew = finished.refresh(now);
            if (unfinished.refresh(now) || isNew) {
                Map<JobState, Long> all = new EnumMap<>(JobState.class);
                all.putAll(finished.counts);
                all.putAll(unfinished.counts);
                last = new Count(all, unfinished.next.minus(unfinished.pause));
            }
        } catch (DataAccessException e) {
            log.debug("Could not count jobs", e);
        }
    }

    private @Nullable Long gauge(JobState state) {
        Count count = last();
        return count == null ? null : count.of(state);
    }

    /// The count of some states. Not thread-safe; call only from the thread that refreshes.
    private final class Part {

        private final Set<JobState> states;
        private Map<JobState, Long> counts = Map.of();
        private Instant next = Instant.MIN;
        private Duration pause = MIN_PAUSE;

        private Part(boolean isFinal) {
            states = Arrays.stream(JobState.values())
                    .filter(state -> state.isFinal() == isFinal)
                    .collect(Collectors.toUnmodifiableSet());
        }

        private boolean refresh(Instant now) {
            if (now.isBefore(next) && !now.plus(pause).isBefore(next)) { // not after the clock was set back
                return false;
            }
            long start = System.nanoTime();
            counts = store.countByState(states);
            pause = longer(Duration.ofNanos(System.nanoTime() - start).multipliedBy(PAUSES_PER_COUNT));
            next = now.plus(pause);
            return true;
        }
    }

    private static Duration longer(Duration pause) {
        return pause.compareTo(MIN_PAUSE) > 0 ? pause : MIN_PAUSE;
    }
}
