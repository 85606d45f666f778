@NullMarked
package dev.interleave.schedule.recurrence;

import org.jspecify.annotations.NullMarked;
