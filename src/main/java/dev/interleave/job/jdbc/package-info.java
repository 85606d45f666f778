/// Keeps jobs in a relational database: SQLite by default.
///
/// Reads go straight to the connection pool. All writes pass through one [GroupCommit], so that those which
/// arrive together share one commit, and so one wait for the disk.
@NullMarked
package dev.interleave.job.jdbc;

import org.jspecify.annotations.NullMarked;
