/// Registers, changes and deletes callbacks.
@NullMarked
package dev.interleave.webhook.registration;

import org.jspecify.annotations.NullMarked;
