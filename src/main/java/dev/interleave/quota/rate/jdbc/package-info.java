/// Token buckets that instances share through PostgreSQL.
@NullMarked
package dev.interleave.quota.rate.jdbc;

import org.jspecify.annotations.NullMarked;
