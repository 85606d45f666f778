/// Accepts jobs, admits queued ones, and starts them on the loop.
@NullMarked
package dev.interleave.execution.submission;

import org.jspecify.annotations.NullMarked;
