/// Stores callbacks and deliveries in the database of the jobs.
@NullMarked
package dev.interleave.webhook.jdbc;

import org.jspecify.annotations.NullMarked;
