/// Request rates: token buckets.
@NullMarked
package dev.interleave.quota.rate;

import org.jspecify.annotations.NullMarked;
