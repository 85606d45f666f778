/// Access to the database that all adapters share.
///
/// - [GroupCommit] makes writes durable, many per transaction. [SerializedWriter] and [WriterLock] keep
///   transactions apart that would block each other.
/// - [Dialect] holds what differs between SQLite and PostgreSQL.
/// - [DataDirectory] creates and locks the directory of the embedded database.
/// - The package `check` rejects databases that the service cannot use, before it starts.
/// - [StoreMonitor] checks whether the database responds.
/// - [IdempotencyRecords] stores the idempotency keys of all endpoints.
/// - [TimeoutScheduler] ends waits that take too long.
@ApplicationModule(
        displayName = "Store",
        allowedDependencies = {"startup", "supervision"})
@NullMarked
package dev.interleave.store;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
