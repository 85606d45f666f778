/// Measures turns and counts them at a cost below that of a turn.
@NullMarked
package dev.interleave.eventloop.timing;

import org.jspecify.annotations.NullMarked;
