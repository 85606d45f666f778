/// Leases, job reconciliation, commands of other instances, and the drain at shutdown.
@NullMarked
package dev.interleave.execution.cluster;

import org.jspecify.annotations.NullMarked;
