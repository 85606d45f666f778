/// Takes completed jobs off the loop and persists them.
@NullMarked
package dev.interleave.execution.completion;

import org.jspecify.annotations.NullMarked;
