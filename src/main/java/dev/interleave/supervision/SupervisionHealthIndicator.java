package dev.interleave.supervision;

import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/// Reports the background threads: down while one of them waits for its restart, with the number of restarts of
/// each thread that ended unexpectedly. Thread-safe.
@Component("backgroundThreadsHealthIndicator")
final class SupervisionHealthIndicator implements HealthIndicator {

    @Override
    public Health health() {
        Map<String, Integer> restarts = new TreeMap<>();
        boolean down = false;
        for (SupervisedThread thread : SupervisedThread.running()) {
            down |= thread.isDown();
            if (thread.restarts() > 0) {
                restarts.merge(thread.name(), thread.restarts(), Integer::sum);
            }
        }
        Health.Builder health = down ? Health.down() : Health.up();
        return restarts.isEmpty()
                ? health.build()
                : health.withDetail("restarts", restarts).build();
    }
}
