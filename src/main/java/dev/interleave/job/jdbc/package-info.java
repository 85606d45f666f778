/// Stores jobs in a relational database, SQLite or PostgreSQL.
///
/// Reads use the connection pool, writes the group commit of the module `store`.
@NullMarked
package dev.interleave.job.jdbc;

import org.jspecify.annotations.NullMarked;
