package dev.interleave.webhook.delivery;

import static java.util.Objects.requireNonNull;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.SchedulableInstance;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import dev.interleave.webhook.Callback;
import dev.interleave.webhook.Delivery;
import dev.interleave.webhook.DeliveryQueue;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Writes deliveries into db-scheduler's table, in the transaction at hand, and wakes it after the commit:
/// before that, it would not find them. What a receiver cannot take now is due later: the scheduler takes what
/// is due in order, so it would have to look at all of that before anything else. Thread-safe.
@Component
final class DbSchedulerDeliveryQueue implements DeliveryQueue {

    private final SchedulerClient client;
    private final ObjectProvider<Scheduler> scheduler;
    private final EndpointBulkhead slots;
    private final InstantSource clock;

    DbSchedulerDeliveryQueue(
            DataSource dataSource,
            CustomTask<Void> webhookDelivery,
            ObjectProvider<Scheduler> scheduler,
            EndpointBulkhead slots,
            InstantSource clock) {
        this.client = SchedulerClient.Builder.create(
                        new TransactionAwareDataSourceProxy(dataSource), List.of(webhookDelivery))
                .build();
        this.scheduler = scheduler;
        this.slots = slots;
        this.clock = clock;
    }

    @Override
    public void schedule(Collection<Delivery> deliveries, Collection<Callback> callbacks) {
        if (deliveries.isEmpty()) {
            return;
        }
        Map<UUID, String> hosts = callbacks.stream()
                .collect(Collectors.toMap(Callback::id, callback -> EndpointBulkhead.host(callback.url())));
        Instant now = clock.instant();
        List<SchedulableInstance<?>> instances = new ArrayList<>();
        for (Delivery delivery : deliveries) {
            Duration wait = slots.plan(requireNonNull(hosts.get(delivery.callbackId())));
            instances.add(SchedulableInstance.of(DeliveryTask.instance(delivery), now.plus(wait)));
        }
        client.scheduleBatch(instances);
        wakeAfterCommit();
    }

    private void wakeAfterCommit() {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                try {
                    scheduler.ifAvailable(Scheduler::triggerCheckForDueExecutions);
                } catch (BeansException e) {
                    // the service stops; what was committed is found at the next start
                }
            }
        });
    }
}
