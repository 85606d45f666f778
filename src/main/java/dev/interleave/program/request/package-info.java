/// What the endpoints that take programs share.
@NamedInterface("request")
@NullMarked
package dev.interleave.program.request;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
