package dev.interleave.execution.instance;

import dev.interleave.execution.run.RunningJobs;
import dev.interleave.store.Dialect;
import java.time.InstantSource;
import java.util.List;
import org.springframework.stereotype.Component;

/// Lists the instances that share the database. Thread-safe.
@Component
public final class InstanceDirectory {

    private final InstanceStore instances;
    private final InstanceId self;
    private final RunningJobs runningJobs;
    private final InstantSource clock;
    private final Dialect dialect;

    InstanceDirectory(
            InstanceStore instances, InstanceId self, RunningJobs runningJobs, InstantSource clock, Dialect dialect) {
        this.instances = instances;
        this.self = self;
        this.runningJobs = runningJobs;
        this.clock = clock;
        this.dialect = dialect;
    }

    /// @return those that are there, the oldest first; this one as it is right now
    public List<Instance> present() {
        return instances.present().stream()
                .map(instance -> isSelf(instance) ? now(instance) : instance)
                .toList();
    }

    /// @param instance any
    /// @return whether it is this one
    public boolean isSelf(Instance instance) {
        return instance.id().equals(self.value());
    }

    /// An instance that does not share its store does not renew its row.
    private Instance now(Instance instance) {
        return new Instance(
                instance.id(),
                instance.host(),
                instance.version(),
                instance.scheduling(),
                instance.startedAt(),
                dialect.isShared() ? instance.seenAt() : clock.instant(),
                instance.leaseUntil(),
                runningJobs.count());
    }
}
