@NullMarked
package dev.interleave.quota;

import org.jspecify.annotations.NullMarked;
