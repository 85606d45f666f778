/// Makes deliveries: [DeliveryOutbox] writes them, db-scheduler keeps when each is due and which instance makes it,
/// [DeliveryWorker] makes an attempt, [WebhookSender] is the HTTP client for untrusted receivers.
@NullMarked
package dev.interleave.webhook.delivery;

import org.jspecify.annotations.NullMarked;
