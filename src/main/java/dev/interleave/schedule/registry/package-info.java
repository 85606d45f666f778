/// Creates, changes, runs and deletes schedules.
@NullMarked
package dev.interleave.schedule.registry;

import org.jspecify.annotations.NullMarked;
