@NullMarked
package dev.interleave.webhook.delivery;

import org.jspecify.annotations.NullMarked;
