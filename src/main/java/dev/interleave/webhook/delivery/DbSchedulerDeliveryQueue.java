package dev.interleave.webhook.delivery;

import static java.util.Objects.requireNonNull;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceNotFoundException;
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

/// Schedules deliveries with db-scheduler. Thread-safe.
///
/// Writes to the table of db-scheduler in the current transaction and wakes the scheduler after the commit.
/// Deliveries beyond the capacity of an endpoint are scheduled later: the scheduler takes due tasks in order,
/// so those of a slow endpoint would delay all others.
@Component
final class DbSchedulerDeliveryQueue implements DeliveryQueue {

    private final SchedulerClient client;
    private final ObjectProvider<Scheduler> scheduler;
    private final EndpointBulkhead bulkhead;
    private final InstantSource clock;

    DbSchedulerDeliveryQueue(
            DataSource dataSource,
            CustomTask<Void> webhookDelivery,
            ObjectProvider<Scheduler> scheduler,
            EndpointBulkhead bulkhead,
            InstantSource clock) {
        this.client = SchedulerClient.Builder.create(
                        new TransactionAwareDataSourceProxy(dataSource), List.of(webhookDelivery))
                .build();
        this.scheduler = scheduler;
        this.bulkhead = bulkhead;
        this.clock = clock;
    }

    @Override
    public void schedule(Collection<Delivery> deliveries, Collection<Callback> callbacks) {
        if (deliveries.isEmpty()) {
            return;
        }
        Map<UUID, Endpoint> endpoints = callbacks.stream().collect(Collectors.toMap(Callback::id, Endpoint::of));
        Instant now = clock.instant();
        List<SchedulableInstance<?>> instances = new ArrayList<>();
        for (Delivery delivery : deliveries) {
            Duration wait = bulkhead.plan(requireNonNull(endpoints.get(delivery.callbackId())));
            instances.add(SchedulableInstance.of(DeliveryTask.instance(delivery), now.plus(wait)));
        }
        client.scheduleBatch(instances);
        wakeAfterCommit();
    }

    @Override
    public void reschedule(Delivery delivery, Instant time) {
        try {
            client.reschedule(DeliveryTask.instance(delivery), time);
        } catch (TaskInstanceCurrentlyExecutingException | TaskInstanceNotFoundException e) {
            // the attempt that is under way schedules the next one
        }
    }

    private void wakeAfterCommit() {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                try {
                    scheduler.ifAvailable(Scheduler::triggerCheckForDueExecutions);
                } catch (BeansException e) {
                    // the service is stopping; the next start finds the committed tasks
                }
            }
        });
    }
}
