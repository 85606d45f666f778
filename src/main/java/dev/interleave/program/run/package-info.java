/// Runs programs: compiles a source, and makes a calculation of it that a job can step.
@NamedInterface("run")
@NullMarked
package dev.interleave.program.run;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
