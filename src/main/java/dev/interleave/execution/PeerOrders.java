package dev.interleave.execution;

import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Carries out what other instances tell. Thread-safe; does not wait for what takes long.
@Component
public final class PeerOrders {

    private static final Logger log = LoggerFactory.getLogger(PeerOrders.class);

    private final RunningJobs runningJobs;
    private final Pauses pauses;
    private final WaitingJobs waiting;
    private final QueuePump pump;

    PeerOrders(RunningJobs runningJobs, Pauses pauses, WaitingJobs waiting, QueuePump pump) {
        this.runningJobs = runningJobs;
        this.pauses = pauses;
        this.waiting = waiting;
        this.pump = pump;
    }

    /// Jobs wait that another instance has no room for.
    public void jobsWait() {
        waiting.heardOf();
        pump.look();
    }

    /// @param order what to do
    /// @param id of a job, which may not run here any more
    public void carryOut(Peers.Order order, UUID id) {
        runningJobs
                .find(id)
                .ifPresent(running -> Thread.ofVirtual().name("peer-order").start(() -> carryOut(order, running)));
    }

    private void carryOut(Peers.Order order, RunningJob running) {
        try {
            switch (order) {
                case CANCEL -> running.task().cancel();
                case PAUSE -> pauses.pauseHere(running);
            }
        } catch (RuntimeException e) {
            log.warn(
                    "job {}: an order of another instance failed: {}",
                    running.job().id(),
                    e.toString());
        }
    }
}
