/// Traces as a collector gets them from the whole application.
@NullMarked
package dev.interleave.tracing;

import org.jspecify.annotations.NullMarked;
