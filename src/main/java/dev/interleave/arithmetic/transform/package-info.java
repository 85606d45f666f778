/// Products of long numbers by number-theoretic transforms.
@NullMarked
package dev.interleave.arithmetic.transform;

import org.jspecify.annotations.NullMarked;
