/// API keys.
@NamedInterface("key")
@NullMarked
package dev.interleave.access.key;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
