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
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// A delivery as db-scheduler sees it: one instance for each round of tries. One whose process has died is
/// revived.
@Configuration(proxyBeanMethods = false)
class DeliveryTask {

    static final String NAME = "webhook-delivery";
    private static final char SEPARATOR = '/';
    private static final Duration AFTER_A_FAULT = Duration.ofSeconds(10);

    @Bean
    CustomTask<Void> webhookDelivery(DeliveryWorker deliveryWorker) {
        return Tasks.custom(NAME, Void.class)
                .onFailure((complete, operations) ->
                        operations.reschedule(complete, complete.getTimeDone().plus(AFTER_A_FAULT)))
                .onDeadExecutionRevive()
                .execute((instance, _) -> handler(deliver(deliveryWorker, instance.getId())));
    }

    static TaskInstance<?> instance(Delivery delivery) {
        return new TaskInstance<>(NAME, id(delivery));
    }

    static String id(Delivery delivery) {
        return delivery.id().toString() + SEPARATOR + delivery.cycle();
    }

    private static Optional<Instant> deliver(DeliveryWorker deliveryWorker, String id) {
        int separator = id.indexOf(SEPARATOR);
        return deliveryWorker.deliver(
                UUID.fromString(id.substring(0, separator)), Integer.parseInt(id.substring(separator + 1)));
    }

    private static CompletionHandler<Void> handler(Optional<Instant> again) {
        return again.<CompletionHandler<Void>>map(
                        time -> (complete, operations) -> operations.reschedule(complete, time))
                .orElseGet(CompletionHandler.OnCompleteRemove::new);
    }
}
