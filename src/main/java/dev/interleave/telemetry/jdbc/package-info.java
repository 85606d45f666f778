/// Stores the history of the loops in a relational database.
@NullMarked
package dev.interleave.telemetry.jdbc;

import org.jspecify.annotations.NullMarked;
