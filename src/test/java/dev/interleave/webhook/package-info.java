@NullMarked
package dev.interleave.webhook;

import org.jspecify.annotations.NullMarked;
