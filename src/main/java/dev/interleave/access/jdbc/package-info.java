/// Stores API keys and sessions in the database of the jobs.
@NullMarked
package dev.interleave.access.jdbc;

import org.jspecify.annotations.NullMarked;
