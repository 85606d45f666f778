/// The HTTP port for requests of other modules that contain a job.
@NamedInterface("request")
@NullMarked
package dev.interleave.job.request.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
