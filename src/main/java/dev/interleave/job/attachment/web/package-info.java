/// The HTTP port for members that other modules add to a submission.
@NamedInterface("attachment")
@NullMarked
package dev.interleave.job.attachment.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
