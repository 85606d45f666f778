/// Keeps jobs in a relational database: SQLite by default.
///
/// Reads go straight to the connection pool, writes through the group commit of the room `store`.
@NullMarked
package dev.interleave.job.jdbc;

import org.jspecify.annotations.NullMarked;
