/// Requests and texts that nobody thought of.
@NullMarked
package dev.interleave.fuzz;

import org.jspecify.annotations.NullMarked;
