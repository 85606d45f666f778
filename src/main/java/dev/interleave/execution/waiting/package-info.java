/// Queues jobs whose start time has come or whose predecessors have ended.
@NullMarked
package dev.interleave.execution.waiting;

import org.jspecify.annotations.NullMarked;
