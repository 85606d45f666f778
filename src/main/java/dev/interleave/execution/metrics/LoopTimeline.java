package dev.interleave.execution.metrics;

import dev.interleave.execution.run.RunningJob;
import dev.interleave.execution.run.RunningJobs;
import dev.interleave.job.model.Job;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// A sampled timeline of the last half minute: which job had the loop. Thread-safe.
///
/// Ten times a second, it compares the loop time of the followed jobs with the sample before; the loop itself
/// keeps only sums per task. It follows a bounded number of jobs: those launched first in a sample, and some of
/// those that run longer. The rest of the loop time is attributed to all others.
@Component
public final class LoopTimeline {

    /// How many slices are kept: half a minute.
    public static final int KEPT = 300;

    private static final int FOLLOWED = 32;

    /// How many places newcomers may take per slice, so that a flood of short jobs does not take all of them.
    private static final int NEWCOMERS = 16;

    private static final double FIRST_GUESS_NANOS = 200;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final RunningJobs runningJobs;
    private final LoopStatistics statistics;
    private final InstantSource clock;
    private final AtomicInteger places = new AtomicInteger(NEWCOMERS);
    private final ConcurrentLinkedQueue<Followed> newcomers = new ConcurrentLinkedQueue<>();
    private final List<Followed> followed = new ArrayList<>();
    private final ArrayDeque<TimelineSample> slices = new ArrayDeque<>();
    private final Since time = new Since(System.nanoTime());
    private final Since busy = new Since();
    private final Since tinyTurns = new Since();
    private final Since tinyNanos = new Since();
    private double tinyTurnNanos = FIRST_GUESS_NANOS;
    private long number;

    public LoopTimeline(RunningJobs runningJobs, LoopStatistics statistics, InstantSource clock) {
        this.runningJobs = runningJobs;
        this.statistics = statistics;
        this.clock = clock;
    }

    /// To be called before the job's first step. Costs next to nothing.
    public void launched(RunningJob running) {
        if (places.get() > 0 && places.decrementAndGet() >= 0) {
            newcomers.add(new Followed(running));
        }
    }

    /// @param after only slices with a larger number
    /// @return in order
    public synchronized List<TimelineSample> since(long after) {
        return slices.stream().filter(slice -> slice.number() > after).toList();
    }

    /// Ends a slice.
    @Scheduled(fixedRate = TimelineSample.MILLIS)
    public synchronized void cut() {
        long busyNanos = busy.next(statistics.busyNanos());
        learnTinyTurn();
        adopt();
        List<JobShare> shares = new ArrayList<>();
        long othersNanos = busyNanos;
        for (Followed one : followed) {
            JobShare share = one.share(tinyTurnNanos);
            if (share.steps() > 0 || share.nanos() > 0) {
                shares.add(share);
                othersNanos -= share.nanos();
            }
        }
        followed.removeIf(Followed::isOver);
        places.set(Math.min(NEWCOMERS, FOLLOWED - followed.size()));
        long millis = time.next(System.nanoTime()) / NANOS_PER_MILLI;
        slices.addLast(new TimelineSample(++number, clock.instant(), millis, shares, Math.max(0, othersNanos)));
        if (slices.size() > KEPT) {
            slices.removeFirst();
        }
    }

    private void learnTinyTurn() {
        long turns = tinyTurns.next(statistics.tinyTurns());
        long nanos = tinyNanos.next(statistics.tinyNanos());
        if (turns > 0) {
            tinyTurnNanos = (double) nanos / turns;
        }
    }

    private void adopt() {
        for (Followed one = newcomers.poll(); one != null; one = newcomers.poll()) {
            followed.add(one);
        }
        int free = FOLLOWED - followed.size();
        if (free > 0) {
            runningJobs.some(FOLLOWED).stream()
                    .filter(running -> followed.stream().noneMatch(one -> one.running == running))
                    .limit(free)
                    .forEach(running -> followed.add(new Followed(running).fromNowOn()));
        }
    }

    private static final class Followed {

        private final RunningJob running;
        private final Since steps = new Since();
        private final Since measuredSteps = new Since();
        private final Since measuredNanos = new Since();

        private Followed(RunningJob running) {
            this.running = running;
        }

        private Followed fromNowOn() {
            share(0);
            return this;
        }

        /// Steps that were not measured alone are as long as tiny ones are on the average.
        private JobShare share(double tinyTurnNanos) {
            long measured = measuredSteps.next(running.task().measuredSteps());
            long nanos = measuredNanos.next(running.task().measuredNanos());
            long all = steps.next(running.task().steps());
            Job job = running.job();
            return new JobShare(job, all, nanos + Math.round(Math.max(0, all - measured) * tinyTurnNanos));
        }

        private boolean isOver() {
            return running.task().state().isEnded();
        }
    }

    /// How much a sum has grown since the last look.
    private static final class Since {

        private long last;

        private Since() {}

        private Since(long start) {
            last = start;
        }

        private long next(long sum) {
            long grown = sum - last;
            last = sum;
            return grown;
        }
    }
}
