package dev.interleave.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.interleave.execution.instance.InstanceNotifier;
import dev.interleave.execution.submission.WorkSharing;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.JobSpec;
import dev.interleave.job.model.JobState;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// An instance leaves queued jobs to idle instances, and claims those that no other instance takes.
class WorkSharingTest {

    private static final JobSpec LONG = Engine.spec(Engine.FACTORIAL, 400_000);
    private static final JobSpec SHORT = Engine.spec(Engine.FACTORIAL, 10);

    /// Other instances, which never claim anything.
    private static final class IdleInstances implements InstanceNotifier {

        private final AtomicInteger offers = new AtomicInteger();
        private volatile boolean present = true;

        @Override
        public boolean hasOthers() {
            return present;
        }

        @Override
        public void announceQueuedJobs() {
            offers.incrementAndGet();
        }

        @Override
        public void send(Command command, UUID job) {
            throw new AssertionError("nothing runs elsewhere");
        }
    }

    private final IdleInstances others = new IdleInstances();
    private final Engine engine = new Engine(100_000_000, Duration.ofSeconds(10), others);

    @AfterEach
    void stop() {
        engine.close();
    }

    @Test
    void theFirstLongJobStaysWhereItWasSubmitted() {
        UUID id = engine.submit(LONG);

        assertThat(state(id)).isEqualTo(JobState.RUNNING);
        assertThat(others.offers).hasValue(0);
    }

    @Test
    void theNextOneIsOfferedAndThenTaken() {
        engine.submit(LONG);

        UUID next = engine.submit(LONG);

        assertThat(others.offers).hasValue(1);
        Job taken = engine.awaitState(next, JobState.RUNNING);
        assertThat(taken.lease().instance()).isEqualTo(engine.instance.value());
        assertThat(Duration.between(
                        taken.timestamps().createdAt(), taken.timestamps().startedAt()))
                .isGreaterThanOrEqualTo(WorkSharing.HEAD_START.minusMillis(50));
    }

    @Test
    void aShortJobIsNeverOffered() {
        engine.submit(LONG);

        UUID id = engine.submit(SHORT);

        assertThat(others.offers).hasValue(0);
        engine.awaitState(id, JobState.SUCCEEDED);
    }

    @Test
    void whoIsAloneOffersNothing() {
        others.present = false;
        engine.submit(LONG);

        UUID next = engine.submit(LONG);

        assertThat(state(next)).isEqualTo(JobState.RUNNING);
        assertThat(others.offers).hasValue(0);
    }

    @Test
    void whatAnotherInstanceHasTakenIsNotRunTwice() {
        engine.submit(LONG);
        UUID next = engine.submit(LONG);

        Job queued = engine.store.find(next).orElseThrow();
        engine.store.change(queued, queued.admitted("another", engine.now()));

        await().during(WorkSharing.HEAD_START.multipliedBy(2))
                .until(() -> engine.runningJobs.find(next).isEmpty());
    }

    private JobState state(UUID id) {
        return engine.store.find(id).orElseThrow().state();
    }
}
