package dev.interleave.execution.instance;

import java.util.UUID;

/// The notifier of an instance that does not share its store.
final class LocalInstanceNotifier implements InstanceNotifier {

    @Override
    public boolean hasOthers() {
        return false;
    }

    @Override
    public void announceQueuedJobs() {}

    @Override
    public void send(Command command, UUID job) {}
}
