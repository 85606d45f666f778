package dev.interleave.job.jdbc;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.interleave.job.JobFilter;
import dev.interleave.job.JobStore.Change;
import dev.interleave.job.WaitingJobStore;
import dev.interleave.job.WaitingJobStore.Settled;
import dev.interleave.job.await.AwaitedItem;
import dev.interleave.job.await.AwaitedItem.Child;
import dev.interleave.job.await.AwaitedItem.First;
import dev.interleave.job.await.AwaitedItem.Time;
import dev.interleave.job.await.JobAwait;
import dev.interleave.job.model.CheckpointRef;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.JobState;
import dev.interleave.job.origin.JobOrigin;
import dev.interleave.job.origin.ParentRef;
import dev.interleave.store.Dialect;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Stores programs that wait, and the jobs that they have submitted.
@ParameterizedClass
@EnumSource(Dialect.class)
class AwaitStoreTest extends JobStoreFixture {

    private static final long STEP = 4;

    AwaitStoreTest(Dialect dialect) {
        super(dialect);
    }

    @Test
    void insertsTheChildrenWithTheWaitOfTheirParent() {
        Family family = waiting(2);

        Job parent = jobs().find(family.parent().id()).orElseThrow();
        assertThat(parent).isEqualTo(family.parent());
        assertThat(parent.state()).isEqualTo(JobState.WAITING);
        assertThat(jobs().children(parent.id(), 1, STEP)).isEqualTo(family.children());
        assertThat(jobs().children(parent.id(), 1, STEP + 1)).isEmpty();
        assertThat(jobs().children(parent.id(), 2, STEP)).isEmpty();
        assertThat(jobs().countUnfinishedChildren("")).isEqualTo(2);
    }

    @Test
    void keepsEveryPartOfAWait() {
        Job running = running();
        UUID child = ids.next();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        JobAwait await = new JobAwait(
                9,
                List.of(new Child(child), new Time(now), new First(List.of(new Child(child), new Time(now)), 1)),
                child,
                true,
                now,
                1_234);

        assertThat(jobs().change(running, running.with(await))).isTrue();

        assertThat(jobs().find(running.id()).orElseThrow().await()).isEqualTo(await);
    }

    @Test
    void insertsNothingForAParentThatHasChanged() {
        Job running = running();
        List<Job> children = children(running, 2);
        assertThat(jobs().change(running, running.requeued())).isTrue();

        assertThat(jobs().await(running, waiting(running, children), children)).isFalse();

        assertThat(jobs().findAll(children.stream().map(Job::id).toList())).isEmpty();
        assertThat(state(running)).isEqualTo(JobState.QUEUED);
    }

    @Test
    void insertsChildrenOnceIfTheSameWaitIsStoredAgain() {
        Job running = running();
        List<Job> children = children(running, 2);
        Job waiting = waiting(running, children);

        assertThat(jobs().await(running, waiting, children)).isTrue();
        assertThat(jobs().await(running, waiting, children)).isTrue();

        assertThat(jobs().children(running.id(), 1, STEP)).hasSize(2);
        assertThat(waiting().settled(10)).isEmpty();
    }

    @Test
    void settlesAWaitWithTheEndOfAChild() {
        Family family = waiting(2);
        Job parent = family.parent();
        AtomicInteger changes = new AtomicInteger();
        waiting().onChange(changes::incrementAndGet);

        end(family.children().getFirst());

        assertThat(changes).hasValue(1);
        assertThat(waiting().settled(10)).containsExactly(new Settled(parent.id(), null, true));
        waiting().acknowledge(parent.id(), List.of(family.children().getFirst().id()));
        assertThat(waiting().settled(10)).isEmpty();
        end(family.children().getLast());
        assertThat(waiting().settled(10)).containsExactly(new Settled(parent.id(), null, false));
    }

    @Test
    void leavesWhatEndsBeforeTheAcknowledgement() {
        Family family = waiting(3);
        end(family.children().getFirst());
        end(family.children().getLast());

        waiting()
                .acknowledge(
                        family.parent().id(),
                        List.of(family.children().getFirst().id()));

        assertThat(waiting().settled(10))
                .containsExactly(new Settled(family.parent().id(), null, true));
    }

    /// Another instance may still look at the wait before.
    @Test
    void keepsTheDependenciesOfALaterWait() {
        Family family = waiting(2);
        end(family.children().getFirst());
        Job running = release(family.parent()).admitted("there", clock.instant());
        assertThat(jobs().claimOldest(10, _ -> List.of(running))).hasSize(1);
        List<Job> children = children(running, 3);
        Job again = waiting(running, children);
        assertThat(jobs().await(running, again, children)).isTrue();
        end(children.getFirst());

        waiting().forget(List.of(again.id()));
        waiting()
                .acknowledge(again.id(), family.children().stream().map(Job::id).toList());
        waiting()
                .acknowledgeSuccesses(
                        again.id(), family.children().stream().map(Job::id).toList());

        assertThat(waiting().settled(10)).containsExactly(new Settled(again.id(), null, true));
        waiting()
                .acknowledgeSuccesses(again.id(), children.stream().map(Job::id).toList());
        assertThat(waiting().settled(10)).isEmpty();
        end(children.get(1));
        end(children.get(2));
        waiting()
                .acknowledgeSuccesses(again.id(), children.stream().map(Job::id).toList());
        assertThat(waiting().settled(10)).containsExactly(new Settled(again.id(), null, false));
    }

    @Test
    void wakesJobsAtTheTimesThatTheyAwait() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Job late = waitingUntil(now.plusSeconds(20));
        Job early = waitingUntil(now.plusSeconds(10));

        assertThat(waiting().nextStart()).contains(now.plusSeconds(10));
        assertThat(waiting().toWake(now.plusSeconds(9), 10)).isEmpty();
        assertThat(waiting().toWake(now.plusSeconds(20), 10)).containsExactly(early.id(), late.id());
        assertThat(waiting().toWake(now.plusSeconds(20), 1)).containsExactly(early.id());
    }

    @Test
    void notesTheUnfinishedChildrenOfAnEndedWait() {
        Family released = waiting(2);
        Family cancelled = waiting(1);
        end(released.children().getFirst());

        release(released.parent());
        Job parent = cancelled.parent();
        assertThat(jobs().change(parent, parent.cancelled(clock.instant(), retention())))
                .isTrue();

        List<UUID> toCancel = waiting().toCancel(10);
        assertThat(toCancel)
                .containsExactlyInAnyOrder(
                        released.children().getLast().id(),
                        cancelled.children().getFirst().id());
        waiting().forgetCancelled(toCancel);
        assertThat(waiting().toCancel(10)).isEmpty();
    }

    @Test
    void keepsTheResultsOfTheLatestWait() {
        Family family = waiting(1);
        Job child = family.children().getFirst();
        end(child);
        Job queued = release(family.parent());

        expireAll();

        assertThat(jobs().find(child.id()).orElseThrow().result()).isNotNull();
        assertThat(requireNonNull(jobs().find(child.id()).orElseThrow().result())
                        .value())
                .isNotNull();
        assertThat(jobs().change(queued, queued.cancelled(clock.instant(), retention())))
                .isTrue();
        expireAll();
        assertThat(jobs().find(child.id())).isEmpty();
    }

    @Test
    void doesNotKeepTheResultsOfEarlierWaits() {
        Family family = waiting(1);
        Job child = family.children().getFirst();
        end(child);
        Job queued = release(family.parent());
        Job later = queued.with(JobAwait.of(STEP + 1, List.of(new Time(clock.instant()))));
        assertThat(jobs().change(queued, later)).isTrue();

        expireAll();

        assertThat(jobs().find(child.id())).isEmpty();
    }

    @Test
    void listsTheChildrenOfAJob() {
        Family family = waiting(3);
        waiting(2);
        JobFilter filter = JobFilter.all("").ofParent(family.parent().id());

        assertThat(jobs().list(filter, 2, null).jobs())
                .containsExactly(family.children().get(2), family.children().get(1));
        assertThat(jobs().list(filter, 2, family.children().get(1).id()).jobs())
                .containsExactly(family.children().getFirst());
        assertThat(jobs().list(JobFilter.all("other").ofParent(family.parent().id()), 2, null)
                        .jobs())
                .isEmpty();
    }

    /// Each of these runs often, beside any number of other jobs.
    @Test
    void readsInTheOrderOfAnIndex() {
        assumeThat(dialect).isEqualTo(Dialect.SQLITE);
        JobFilter filter = JobFilter.all("").ofParent(ids.next());

        List<String> plans = store.plansOf(() -> {
            waiting().queueDue(clock.instant(), 10);
            waiting().nextStart();
            waiting().toWake(clock.instant(), 10);
            waiting().settled(10);
            jobs().children(ids.next(), 1, 1);
            jobs().countUnfinishedChildren("");
            jobs().list(filter, 10, null);
        });

        assertThat(plans)
                .isNotEmpty()
                .noneMatch(plan -> plan.contains("SCAN job ") && !plan.contains("INDEX"))
                .noneMatch(plan -> plan.contains("job_by_state") || plan.contains("job_by_owner"))
                .noneMatch(plan -> plan.contains("TEMP B-TREE"));
    }

    private record Family(Job parent, List<Job> children) {}

    private WaitingJobStore waiting() {
        return store.waitingJobs();
    }

    private Job running() {
        Job running = job(20).admitted("here", clock.instant());
        insert(running);
        return running;
    }

    private List<Job> children(Job parent, int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> job(i).from(
                                JobOrigin.NONE.from(new ParentRef(parent.id(), 1, JobAwait.childNumber(STEP, i), 1))))
                .toList();
    }

    private Job waiting(Job running, List<Job> children) {
        List<AwaitedItem> items = new ArrayList<>();
        children.forEach(child -> items.add(new Child(child.id())));
        return waiting(running, JobAwait.of(STEP, items));
    }

    private static Job waiting(Job running, JobAwait await) {
        return running.saved(
                        running.progress(),
                        new CheckpointRef(running.checkpoint().number() + 1, 10, Duration.ZERO))
                .awaiting(await);
    }

    private Family waiting(int number) {
        Job running = running();
        List<Job> children = children(running, number);
        Job waiting = waiting(running, children);
        assertThat(jobs().await(running, waiting, children)).isTrue();
        return new Family(waiting, children);
    }

    private Job waitingUntil(Instant time) {
        Job running = running();
        Job waiting = waiting(running, JobAwait.of(STEP, List.of(new Time(time))));
        assertThat(jobs().await(running, waiting, List.of())).isTrue();
        return waiting;
    }

    private void end(Job queued) {
        Job running = queued.admitted("here", clock.instant());
        assertThat(jobs().changeAll(List.of(new Change(queued, running)))).hasSize(1);
        assertThat(jobs().finish(List.of(succeeded(running)))).hasSize(1);
    }

    private Job release(Job waiting) {
        JobAwait await = requireNonNull(waiting.await());
        Job queued = waiting.with(new JobAwait(await.step(), await.items(), null, true, null, 0))
                .released(clock.instant());
        assertThat(jobs().change(waiting, queued)).isTrue();
        return queued;
    }

    private void expireAll() {
        Instant later = clock.instant().plus(retention().multipliedBy(3));
        jobs().deleteExpired(later, 100);
    }
}
