/// The jobs that run on the loop of this instance.
@NullMarked
package dev.interleave.execution.run;

import org.jspecify.annotations.NullMarked;
