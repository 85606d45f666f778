@NullMarked
package dev.interleave.webhook.sending;

import org.jspecify.annotations.NullMarked;
