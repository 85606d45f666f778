/// Usage that instances share, in a relational database.
@NullMarked
package dev.interleave.quota.usage.jdbc;

import org.jspecify.annotations.NullMarked;
