package dev.interleave.execution;

import java.util.UUID;

/// An instance that has its store for itself.
final class NoPeers implements Peers {

    @Override
    public boolean exist() {
        return false;
    }

    @Override
    public void jobsWait() {}

    @Override
    public void ask(Order order, UUID job) {}
}
