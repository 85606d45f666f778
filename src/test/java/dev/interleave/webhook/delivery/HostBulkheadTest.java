package dev.interleave.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.interleave.webhook.delivery.HostBulkhead.Slot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HostBulkheadTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final AtomicLong now = new AtomicLong();
    private final HostBulkhead host = new HostBulkhead(now::get);

    @Test
    void endpointGetsAtMostHalfOfTheSlots() throws Exception {
        assertThat(acquireAll(endpoint("alice", 0))).hasSize(HostBulkhead.CONCURRENCY / 2);
    }

    @Test
    void leavesASlotForAnotherEndpointOfTheOwner() throws Exception {
        acquireAll(endpoint("alice", 0));
        assertThat(acquire(endpoint("alice", 1))).isNotNull();
    }

    @Test
    void leavesSlotsForOtherOwnersWhateverTheEndpointsOfAnOwnerDo() throws Exception {
        for (int i = 0; i < 50; i++) {
            acquireAll(endpoint("alice", i));
        }
        assertThat(acquire(endpoint("bob", 0))).isNotNull();
        for (int i = 0; i < 50; i++) {
            acquireAll(endpoint("bob", i));
        }
        assertThat(acquire(endpoint("carol", 0))).isNotNull();
    }

    @Test
    void limitsTheHost() throws Exception {
        List<Slot> slots = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            slots.addAll(acquireAll(endpoint("owner" + i, 0)));
        }
        assertThat(slots).hasSize(HostBulkhead.CONCURRENCY);
    }

    @Test
    void endpointThatTimesOutGivesUpItsSlots() throws Exception {
        List<Slot> slots = acquireAll(endpoint("alice", 0));
        now.addAndGet(Duration.ofSeconds(15).toNanos());
        slots.forEach(host::release);

        assertThat(acquireAll(endpoint("alice", 0))).hasSize(1);
        assertThat(acquireAll(endpoint("alice", 1))).hasSizeGreaterThan(1);
    }

    @Test
    void endpointsThatTimeOutShareFewSlots() throws Exception {
        for (int i = 0; i < 50; i++) {
            Slot slot = acquire(endpoint("alice", i));
            now.addAndGet(Duration.ofSeconds(15).toNanos());
            host.release(slot);
        }
        List<Slot> slots = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            slots.addAll(acquireAll(endpoint("alice", i)));
        }
        assertThat(slots).hasSize(HostBulkhead.HANGING_CONCURRENCY);
        assertThat(acquire(endpoint("alice", 50))).isNotNull();
    }

    @Test
    void endpointThatAnswersAgainGetsItsSlotsBack() throws Exception {
        Slot slow = acquire(endpoint("alice", 0));
        now.addAndGet(Duration.ofSeconds(15).toNanos());
        host.release(slow);
        host.release(acquire(endpoint("alice", 0)));

        assertThat(acquireAll(endpoint("alice", 0))).hasSize(HostBulkhead.CONCURRENCY / 2);
    }

    @Test
    void freeSlotGoesToTheOwnerWithTheFewest() throws Exception {
        List<Slot> alice = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            alice.addAll(acquireAll(endpoint("alice", i)));
        }
        List<Slot> bob = acquireAll(endpoint("bob", 0));
        acquireAll(endpoint("carol", 0));
        CompletableFuture<@Nullable Slot> greedy = acquireLater(endpoint("alice", 11));
        CompletableFuture<@Nullable Slot> modest = acquireLater(endpoint("dave", 0));

        host.release(bob.getFirst());

        assertThat(modest).succeedsWithin(LONG).isNotNull();
        assertThat(greedy).isNotDone();
        alice.forEach(host::release);
        assertThat(greedy).succeedsWithin(LONG).isNotNull();
    }

    @Test
    void limitsTheWaitingDeliveriesOfAnEndpoint() throws Exception {
        acquireAll(endpoint("alice", 0));
        List<CompletableFuture<@Nullable Slot>> waiting = IntStream.range(0, 100)
                .mapToObj(_ -> acquireLater(endpoint("alice", 0)))
                .toList();
        await().until(() -> waiting.stream().filter(CompletableFuture::isDone).count()
                == 100 - HostBulkhead.MAX_WAITING_PER_ENDPOINT);
    }

    @Test
    void dropsIdleEndpoints() throws Exception {
        Slot slot = acquire(endpoint("alice", 0));
        now.addAndGet(LONG.multipliedBy(20).toNanos());
        assertThat(host.dropIdle()).isFalse();
        host.release(slot);
        assertThat(host.dropIdle()).isFalse();
        now.addAndGet(LONG.multipliedBy(20).toNanos());
        assertThat(host.dropIdle()).isTrue();
    }

    private Slot acquire(Endpoint endpoint) throws InterruptedException {
        Slot slot = host.acquire(endpoint, Duration.ZERO);
        if (slot == null) {
            throw new AssertionError("no slot for " + endpoint);
        }
        return slot;
    }

    private List<Slot> acquireAll(Endpoint endpoint) throws InterruptedException {
        List<Slot> slots = new ArrayList<>();
        for (Slot slot = host.acquire(endpoint, Duration.ZERO);
                slot != null;
                slot = host.acquire(endpoint, Duration.ZERO)) {
            slots.add(slot);
        }
        return slots;
    }

    /// Waits on another thread.
    private CompletableFuture<@Nullable Slot> acquireLater(Endpoint endpoint) {
        CompletableFuture<@Nullable Slot> acquired = new CompletableFuture<>();
        Thread thread = Thread.startVirtualThread(() -> {
            try {
                acquired.complete(host.acquire(endpoint, LONG));
            } catch (InterruptedException e) {
                acquired.completeExceptionally(e);
            }
        });
        await().until(() -> acquired.isDone() || thread.getState() == Thread.State.TIMED_WAITING);
        return acquired;
    }

    private static Endpoint endpoint(String owner, int number) {
        return new Endpoint(owner, "hooks.example.com:443", "/" + number);
    }
}
