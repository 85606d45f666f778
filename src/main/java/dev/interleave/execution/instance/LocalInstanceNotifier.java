package dev.interleave.execution.instance;

import java.util.UUID;

/// The notifier of an instance that does not share its store.
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
