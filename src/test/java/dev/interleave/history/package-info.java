/// Records what clients of the service saw and decides whether a model explains it.
@NullMarked
package dev.interleave.history;

import org.jspecify.annotations.NullMarked;
