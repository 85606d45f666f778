/// Server-sent events.
@NamedInterface("sse")
@NullMarked
package dev.interleave.rest.sse;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
