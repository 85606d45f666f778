/// Byte content that can be read from any offset.
@NamedInterface("content")
@NullMarked
package dev.interleave.job.content;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
