@NullMarked
package dev.interleave.supervision;

import org.jspecify.annotations.NullMarked;
