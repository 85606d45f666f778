/// Callbacks: signed webhooks that arrive, or are visibly given up.
///
/// A [Callback] is a URL that wants to hear of a job, or of all jobs. What it is owed, a [Delivery], is written
/// in the transaction that changes the job ([dev.interleave.webhook.delivery.DeliveryOutbox]); `webhook.sending` makes
/// it, again and again if
/// need be, along the [dev.interleave.webhook.delivery.RetrySchedule]. `webhook.jdbc` keeps all of that, `webhook.web`
/// is the HTTP door.
@ApplicationModule(
        displayName = "Webhooks",
        allowedDependencies = {
            "access",
            "job",
            "job :: attachment",
            "job :: model",
            "rest :: json",
            "rest :: problem",
            "rest :: request",
            "store",
            "tracing"
        })
@NullMarked
package dev.interleave.webhook;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
