package dev.interleave.execution.instance;

import java.util.UUID;

/// An instance that has its store for itself.
final class LocalInstanceNotifier implements InstanceNotifier {

    @Override
    public boolean exist() {
        return false;
    }

    @Override
    public void jobsWait() {}

    @Override
    public void ask(Order order, UUID job) {}
}
