/// HTTP: the program of a job, its input and its output.
@NullMarked
package dev.interleave.job.web.program;

import org.jspecify.annotations.NullMarked;
