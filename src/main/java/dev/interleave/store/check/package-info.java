/// Checks the database before the application context exists.
///
/// - [DatabaseCheck] connects once and hands the connection to the check of the database's kind.
/// - [SqliteCheck] and [PostgresCheck] reject databases that the service cannot use.
/// - [PoolerCheck] detects a connection pooler that does not keep sessions.
/// - [DatabaseFailureAnalyzer] explains failures that these checks cannot see.
@NullMarked
package dev.interleave.store.check;

import org.jspecify.annotations.NullMarked;
