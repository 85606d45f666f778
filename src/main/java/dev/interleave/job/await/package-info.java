/// What a job waits for while its program is off the loop.
@NamedInterface("await")
@NullMarked
package dev.interleave.job.await;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
