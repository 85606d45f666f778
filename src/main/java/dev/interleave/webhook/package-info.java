/// Callbacks and webhooks: signed events of jobs, sent at least once.
///
/// A [Callback] is a URL that receives events of a job, or of all jobs of its owner. The transaction that changes a
/// job also writes a [Delivery] for each of its callbacks ([dev.interleave.webhook.delivery.DeliveryOutbox]).
/// `webhook.delivery` makes the attempts, along the [dev.interleave.webhook.delivery.RetrySchedule].
/// `webhook.registration` registers callbacks, `webhook.target` validates their URLs, `webhook.signing` keeps their
/// secrets. Adapters: `webhook.jdbc` and `webhook.web`.
@ApplicationModule(
        displayName = "Webhooks",
        allowedDependencies = {
            "access",
            "job",
            "job :: attachment",
            "job :: model",
            "job :: origin",
            "rest :: idempotency",
            "rest :: json",
            "rest :: link",
            "rest :: problem",
            "rest :: request",
            "startup",
            "store",
            "supervision",
            "tracing"
        })
@NullMarked
package dev.interleave.webhook;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
