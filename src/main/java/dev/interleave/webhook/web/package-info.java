/// HTTP API of callbacks and deliveries.
@NullMarked
package dev.interleave.webhook.web;

import org.jspecify.annotations.NullMarked;
