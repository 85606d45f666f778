/// HTTP API of schedules.
@NullMarked
package dev.interleave.schedule.web;

import org.jspecify.annotations.NullMarked;
