/// Makes deliveries: db-scheduler remembers when each is due and who has it in hand, [DeliveryWorker] does one,
/// [WebhookSender] is the HTTP client that trusts nobody.
@NullMarked
package dev.interleave.webhook.delivery;

import org.jspecify.annotations.NullMarked;
