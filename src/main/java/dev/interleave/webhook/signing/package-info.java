/// Secrets of callbacks, and signatures of deliveries as specified by Standard Webhooks.
@NullMarked
package dev.interleave.webhook.signing;

import org.jspecify.annotations.NullMarked;
