/// Decides whether a model explains what clients saw.
@NullMarked
package dev.interleave.history;

import org.jspecify.annotations.NullMarked;
