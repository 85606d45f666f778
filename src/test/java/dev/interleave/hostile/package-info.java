/// Clients that mean harm, on bare sockets.
@NullMarked
package dev.interleave.hostile;

import org.jspecify.annotations.NullMarked;
