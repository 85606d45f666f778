@NullMarked
package dev.interleave.schedule.jdbc;

import org.jspecify.annotations.NullMarked;
