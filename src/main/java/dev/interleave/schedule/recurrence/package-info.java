/// When schedules are due: cron expressions, intervals, and the ticks that were missed.
@NullMarked
package dev.interleave.schedule.recurrence;

import org.jspecify.annotations.NullMarked;
