/// Registers, changes and removes callbacks.
@NullMarked
package dev.interleave.webhook.registration;

import org.jspecify.annotations.NullMarked;
