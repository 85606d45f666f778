package dev.interleave.job.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.job.JobStore;
import dev.interleave.job.model.CheckpointRef;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.Progress;
import dev.interleave.store.Dialect;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Keeps the latest checkpoint of each job.
@ParameterizedClass
@EnumSource(Dialect.class)
class JobCheckpointTest extends JobStoreFixture {

    JobCheckpointTest(Dialect dialect) {
        super(dialect);
    }

    @Test
    void keepsACheckpointForTheHolderOfTheJob() throws IOException {
        Job running = job(12).admitted("a", clock.instant());
        insert(running);
        byte[] bytes = new byte[JobStore.CHUNK_BYTES + 10];
        new Random(3).nextBytes(bytes);
        saveCheckpoint(running, 7, bytes);

        Job saved = running.saved(Progress.of(5, 10, 9), new CheckpointRef(7, bytes.length, Duration.ofMillis(1_234)));
        assertThat(jobs().change(running, saved)).isTrue();

        assertThat(jobs().find(running.id())).contains(saved);
        try (InputStream stream = jobs().checkpoint(saved).open(0)) {
            assertThat(stream.readAllBytes()).isEqualTo(bytes);
        }
        assertThat(jobs().requeueOrphans("b")).isEqualTo(1);
        assertThat(jobs().find(running.id())).contains(saved.requeued());
        assertThat(saved.requeued().progress().steps()).isEqualTo(5);
        assertThat(jobs().change(running, saved)).isFalse();
        int before = Math.toIntExact(store.count("checkpoint_piece"));
        saveCheckpoint(running, 8, bytes);
        assertThat(store.count("checkpoint_piece")).isEqualTo(before);
    }

    @Test
    void keepsOneCheckpointPerJobThatHasNotEnded() {
        Job running = job(12).admitted("a", clock.instant());
        insert(running);
        saveCheckpoint(running, 7, new byte[3]);
        Job saved = running.saved(Progress.of(5, 10, 9), new CheckpointRef(7, 3, Duration.ZERO));
        jobs().change(running, saved);
        saveCheckpoint(running, 8, new byte[4]);
        assertThat(store.count("checkpoint_piece")).isEqualTo(2);

        Job again = saved.saved(Progress.of(6, 10, 9), new CheckpointRef(8, 4, Duration.ZERO));
        jobs().change(saved, again);
        assertThat(store.count("checkpoint_piece")).isEqualTo(1);

        jobs().finish(List.of(succeeded(again)));
        assertThat(store.count("checkpoint_piece")).isZero();
    }

    /// Else the older checkpoint, of which no piece is left, would be the one to go on from.
    @Test
    void rejectsChangesBasedOnAnEarlierCheckpoint() {
        Job running = job(12).admitted("a", clock.instant());
        insert(running);
        saveCheckpoint(running, 7, new byte[3]);
        Job saved = running.saved(Progress.of(5, 10, 9), new CheckpointRef(7, 3, Duration.ZERO));
        jobs().change(running, saved);
        saveCheckpoint(running, 8, new byte[4]);
        Job again = saved.saved(Progress.of(6, 10, 9), new CheckpointRef(8, 4, Duration.ZERO));
        jobs().change(saved, again);

        assertThat(jobs().change(running, running.paused())).isFalse();
        assertThat(jobs().change(saved, saved.requeued())).isFalse();
        assertThat(jobs().change(saved, saved)).isFalse();

        assertThat(jobs().find(running.id())).contains(again);
        assertThat(store.count("checkpoint_piece")).isEqualTo(1);
        assertThat(jobs().change(again, again.paused())).isTrue();
    }

    /// A commit that was reported as failed may have been carried out.
    @Test
    void recordsTheSameCheckpointAgain() {
        Job running = job(12).admitted("a", clock.instant());
        insert(running);
        saveCheckpoint(running, 7, new byte[3]);
        Job saved = running.saved(Progress.of(5, 10, 9), new CheckpointRef(7, 3, Duration.ZERO));

        assertThat(jobs().change(running, saved)).isTrue();
        assertThat(jobs().change(running, saved)).isTrue();

        assertThat(jobs().find(running.id())).contains(saved);
        assertThat(store.count("checkpoint_piece")).isEqualTo(1);
    }

    private void saveCheckpoint(Job job, long number, byte[] bytes) {
        for (int from = 0, position = 0; from < bytes.length; from += JobStore.CHUNK_BYTES) {
            int to = Math.min(bytes.length, from + JobStore.CHUNK_BYTES);
            jobs().saveCheckpointChunk(job, number, position++, Arrays.copyOfRange(bytes, from, to));
        }
    }
}
