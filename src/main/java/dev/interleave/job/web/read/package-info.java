/// HTTP: reading, listing and controlling jobs.
@NullMarked
package dev.interleave.job.web.read;

import org.jspecify.annotations.NullMarked;
