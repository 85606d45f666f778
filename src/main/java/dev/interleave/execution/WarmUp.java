package dev.interleave.execution;

import dev.interleave.computation.factorial.FastFactorial;
import dev.interleave.eventloop.Step;
import dev.interleave.execution.completion.EncodedResult;
import dev.interleave.execution.run.EventLoopSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.stereotype.Component;

/// Computes factorials in a thread of its own while the service starts, so that the hot code is compiled by the first
/// request. Thread-safe.
@Component
final class WarmUp implements InitializingBean {

    private static final Logger log = LoggerFactory.getLogger(WarmUp.class);

    /// The smallest of a round; each next one is three times as large, so that all sizes of multiplications
    /// come up.
    private static final int FIRST = 1_000;

    private static final int LAST = 100_000;

    private final long nanos;
    private final Thread thread = Thread.ofPlatform().name("warm-up").daemon().unstarted(this::run);

    WarmUp(EventLoopSettings settings) {
        nanos = settings.warmUp().toNanos();
    }

    @Override
    public void afterPropertiesSet() {
        thread.start();
    }

    /// Waits until the warm-up has ended.
    void await() {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        long start = System.nanoTime();
        int count = 0;
        while (System.nanoTime() - start < nanos) {
            for (int n = FIRST; n < LAST && System.nanoTime() - start < nanos; n *= 3) {
                compute(n, start);
                count++;
            }
        }
        log.debug("Warmed up with {} factorials in {} ms", count, (System.nanoTime() - start) / 1_000_000);
    }

    private void compute(int n, long start) {
        FastFactorial factorial = new FastFactorial(n);
        Step step = Step.YIELDED;
        while (step == Step.YIELDED && System.nanoTime() - start < nanos) {
            step = factorial.step();
        }
        if (step == Step.RETURNED) {
            EncodedResult.of(factorial.value());
        }
    }
}
