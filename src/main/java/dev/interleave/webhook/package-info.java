/// Callbacks: signed webhooks that arrive, or are visibly given up.
///
/// A [Callback] is a URL that wants to hear of a job, or of all jobs. What it is owed, a [Delivery], is written
/// in the transaction that changes the job ([DeliveryLedger]); `webhook.sending` makes it, again and again if
/// need be, along the [RetrySchedule]. `webhook.jdbc` keeps all of that, `webhook.web` is the HTTP door.
@ApplicationModule(
        displayName = "Webhooks",
        allowedDependencies = {"job", "rest", "store", "tracing"})
@NullMarked
package dev.interleave.webhook;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
