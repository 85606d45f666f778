@NullMarked
package dev.interleave.execution.jdbc;

import org.jspecify.annotations.NullMarked;
