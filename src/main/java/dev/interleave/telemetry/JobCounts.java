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

/// How many jobs there are in each state. Thread-safe.
///
/// To count a million rows takes a while, so nobody waits for it: what is told is the last count, which is made
/// anew while somebody asks, and as seldom as keeps the cost at two percent of a core. Jobs that are over are
/// counted apart from the others, which are fewer and change sooner.
@Component
public final class JobCounts {

    /// @param jobs how many there were in each state; those without any may be missing
    /// @param at when those that were not over were counted
    public record Count(Map<JobState, Long> jobs, Instant at) {

        /// @param state any
        /// @return how many jobs were in it
        public long of(JobState state) {
            return jobs.getOrDefault(state, 0L);
        }
    }

    private static final Logger log = LoggerFactory.getLogger(JobCounts.class);
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(2);
    private static final int PAUSES_PER_COUNT = 100;

    /// How long after the last question the next count is worth while.
    private static final Duration INTEREST = Duration.ofSeconds(10);

    private final JobStore store;
    private final InstantSource clock;
    private final Part over = new Part(true);
    private final Part notOver = new Part(false);
    private volatile @Nullable Count last;
    private volatile Instant asked;

    JobCounts(JobStore store, InstantSource clock, MeterRegistry registry) {
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
        if (last != null && asked.plus(INTEREST).isBefore(now)) {
            return;
        }
        try {
            boolean isNew = over.refresh(now);
            if (notOver.refresh(now) || isNew) {
                Map<JobState, Long> all = new EnumMap<>(JobState.class);
                all.putAll(over.counts);
                all.putAll(notOver.counts);
                last = new Count(all, notOver.next.minus(notOver.pause));
            }
        } catch (DataAccessException e) {
            log.debug("jobs could not be counted", e);
        }
    }

    private @Nullable Long gauge(JobState state) {
        Count count = last();
        return count == null ? null : count.of(state);
    }

    /// Some of the states. Confined to the thread that refreshes.
    private final class Part {

        private final Set<JobState> states;
        private Map<JobState, Long> counts = Map.of();
        private Instant next = Instant.MIN;
        private Duration pause = SHORTEST_PAUSE;

        private Part(boolean isFinal) {
            states = Arrays.stream(JobState.values())
                    .filter(state -> state.isFinal() == isFinal)
                    .collect(Collectors.toUnmodifiableSet());
        }

        private boolean refresh(Instant now) {
            if (now.isBefore(next)) {
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
        return pause.compareTo(SHORTEST_PAUSE) > 0 ? pause : SHORTEST_PAUSE;
    }
}
