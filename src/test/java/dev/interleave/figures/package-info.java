@NullMarked
package dev.interleave.figures;

import org.jspecify.annotations.NullMarked;
