/// Cancels, pauses and resumes jobs; reads partial products and estimates completion.
@NullMarked
package dev.interleave.execution.control;

import org.jspecify.annotations.NullMarked;
