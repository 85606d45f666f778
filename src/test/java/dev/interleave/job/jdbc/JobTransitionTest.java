package dev.interleave.job.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.job.JobStore;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.JobState;
import dev.interleave.store.Dialect;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Changes the state of a job only for the holder of its lease, and only from the state that the caller knows.
@ParameterizedClass
@EnumSource(Dialect.class)
class JobTransitionTest extends JobStoreFixture {

    JobTransitionTest(Dialect dialect) {
        super(dialect);
    }

    @Test
    void pausesAndResumes() {
        Job running = job(12).admitted("a", clock.instant());
        insert(running);

        assertThat(jobs().change(running, running.paused())).isTrue();
        assertThat(jobs().find(running.id())).contains(running.paused());
        assertThat(claim("b", 10)).isEmpty();
        assertThat(jobs().change(running.paused(), running.paused().resumed())).isTrue();
        assertThat(claim("b", 10)).extracting(Job::id).containsExactly(running.id());
    }

    @Test
    void rejectsAChangeOfAJobThatHasChanged() {
        Job queued = job(12);
        insert(queued);
        claim("a", 1);

        assertThat(jobs().change(queued, queued.paused())).isFalse();
        assertThat(jobs().changeAll(
                                List.of(new JobStore.Change(queued, queued.cancelled(clock.instant(), retention())))))
                .isEmpty();
        assertThat(state(queued)).isEqualTo(JobState.RUNNING);
    }

    @Test
    void recordsACompletionOnlyForTheHolderOfTheJob() {
        Job ofA = job(12).admitted("a", clock.instant());
        insert(ofA);
        assertThat(jobs().requeueOrphans("b")).isEqualTo(1);
        Job ofB = claim("b", 1).getFirst();

        assertThat(jobs().finish(List.of(succeeded(ofA)))).isEmpty();
        assertThat(state(ofA)).isEqualTo(JobState.RUNNING);
        assertThat(jobs().finish(List.of(succeeded(ofB)))).containsExactly(ofB.id());
        assertThat(jobs().finish(List.of(ofB.cancelled(clock.instant(), retention()))))
                .isEmpty();
        assertThat(state(ofB)).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void rejectsACompletionOfAnEarlierLeaseOfTheSameHolder() {
        Job first = job(12).admitted("a", clock.instant());
        insert(first);
        jobs().requeueOrphans("b");
        Job again = claim("a", 1).getFirst();

        assertThat(again.lease().epoch()).isEqualTo(2);
        assertThat(jobs().finish(List.of(succeeded(first)))).isEmpty();
        assertThat(jobs().finish(List.of(succeeded(again)))).containsExactly(first.id());
    }

    @Test
    void recordsEachOfManyCompletions() {
        Job mine = job(12).admitted("a", clock.instant());
        Job lost = job(12).admitted("b", clock.instant());
        Job alsoMine = job(8).admitted("a", clock.instant());
        insert(mine, lost, alsoMine);
        jobs().requeueOrphans("a");

        assertThat(jobs().finish(List.of(succeeded(mine), succeeded(lost), succeeded(alsoMine))))
                .containsExactlyInAnyOrder(mine.id(), alsoMine.id());
        assertThat(state(lost)).isEqualTo(JobState.QUEUED);
    }

    @Test
    void cancelsAQueuedJobOnlyWhileItIsQueued() {
        Job queued = job(12);
        Job running = job(8).admitted("a", clock.instant());
        insert(queued, running);

        assertThat(jobs().change(queued, queued.cancelled(clock.instant(), retention())))
                .isTrue();
        assertThat(jobs().change(queued, queued.cancelled(clock.instant().plusMillis(1), retention())))
                .isFalse();
        assertThat(jobs().change(running.requeued(), running.cancelled(clock.instant(), retention())))
                .isFalse();
        assertThat(state(running)).isEqualTo(JobState.RUNNING);
    }
}
