/// Keeps figures in a relational database.
@NullMarked
package dev.interleave.telemetry.jdbc;

import org.jspecify.annotations.NullMarked;
