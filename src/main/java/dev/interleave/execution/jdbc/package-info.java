/// Keeps the leases of instances in the database, and carries their messages.
@NullMarked
package dev.interleave.execution.jdbc;

import org.jspecify.annotations.NullMarked;
