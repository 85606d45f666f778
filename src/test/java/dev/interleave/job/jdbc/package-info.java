@NullMarked
package dev.interleave.job.jdbc;

import org.jspecify.annotations.NullMarked;
