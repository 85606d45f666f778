/// Keeps figures in a relational database.
@NullMarked
package dev.interleave.figures.jdbc;

import org.jspecify.annotations.NullMarked;
