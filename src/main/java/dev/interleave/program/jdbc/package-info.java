/// Stores programs in a relational database.
@NullMarked
package dev.interleave.program.jdbc;

import org.jspecify.annotations.NullMarked;
