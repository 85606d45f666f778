/// Takes programs off the loop while they wait, and submits the jobs that they wait for.
@NullMarked
package dev.interleave.execution.await;

import org.jspecify.annotations.NullMarked;
