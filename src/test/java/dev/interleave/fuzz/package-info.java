/// Generated requests.
@NullMarked
package dev.interleave.fuzz;

import org.jspecify.annotations.NullMarked;
