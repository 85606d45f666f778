/// The configured limits of owners.
@NullMarked
package dev.interleave.quota.limits;

import org.jspecify.annotations.NullMarked;
