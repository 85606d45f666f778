/// Takes, writes and loads checkpoints.
@NullMarked
package dev.interleave.execution.checkpoint;

import org.jspecify.annotations.NullMarked;
