/// Submits the jobs of schedules that are due.
@NullMarked
package dev.interleave.schedule.run;

import org.jspecify.annotations.NullMarked;
