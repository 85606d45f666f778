/// Secrets of callbacks and the signatures made with them (Standard Webhooks).
@NullMarked
package dev.interleave.webhook.signing;

import org.jspecify.annotations.NullMarked;
