/// Measures what owners use and enforces quotas.
@NullMarked
package dev.interleave.quota.usage;

import org.jspecify.annotations.NullMarked;
