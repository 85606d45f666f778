/// HTTP: server-sent events of a job.
@NullMarked
package dev.interleave.job.web.events;

import org.jspecify.annotations.NullMarked;
