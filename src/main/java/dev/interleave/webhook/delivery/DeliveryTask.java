package dev.interleave.webhook.delivery;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.interleave.webhook.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The db-scheduler task of deliveries: one task instance per delivery and cycle. An instance whose process died is
/// run again.
@Configuration(proxyBeanMethods = false)
class DeliveryTask {

    static final String NAME = "webhook-delivery";
    private static final char SEPARATOR = '/';
    private static final Duration RETRY_AFTER_ERROR = Duration.ofSeconds(10);

    /// Looks the worker up when a task runs: it uses the store of jobs, whose writes schedule deliveries.
    @Bean
    CustomTask<Void> webhookDelivery(ObjectProvider<DeliveryWorker> worker) {
        return Tasks.custom(NAME, Void.class)
                .onFailure((complete, operations) ->
                        operations.reschedule(complete, complete.getTimeDone().plus(RETRY_AFTER_ERROR)))
                .onDeadExecutionRevive()
                .execute((instance, _) -> handler(deliver(worker.getObject(), instance.getId())));
    }

    static TaskInstance<?> instance(Delivery delivery) {
        return new TaskInstance<>(NAME, id(delivery));
    }

    static String id(Delivery delivery) {
        return delivery.id().toString() + SEPARATOR + delivery.cycle();
    }

    private static Optional<Instant> deliver(DeliveryWorker worker, String id) {
        int separator = id.indexOf(SEPARATOR);
        return worker.deliver(
                UUID.fromString(id.substring(0, separator)), Integer.parseInt(id.substring(separator + 1)));
    }

    private static CompletionHandler<Void> handler(Optional<Instant> next) {
        return next.<CompletionHandler<Void>>map(
                        time -> (complete, operations) -> operations.reschedule(complete, time))
                .orElseGet(CompletionHandler.OnCompleteRemove::new);
    }
}
