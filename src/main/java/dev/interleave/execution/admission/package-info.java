/// Admission control: the memory budget and the depth of the queue.
@NullMarked
package dev.interleave.execution.admission;

import org.jspecify.annotations.NullMarked;
