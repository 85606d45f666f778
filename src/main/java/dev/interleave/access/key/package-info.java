/// API keys: configured ones, and those of the database.
@NamedInterface("key")
@NullMarked
package dev.interleave.access.key;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
