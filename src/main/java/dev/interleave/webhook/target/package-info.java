/// Validates the URLs and addresses that webhooks can be sent to.
@NullMarked
package dev.interleave.webhook.target;

import org.jspecify.annotations.NullMarked;
