/// Keeps in the database what instances share of quotas.
@NullMarked
package dev.interleave.quota.jdbc;

import org.jspecify.annotations.NullMarked;
