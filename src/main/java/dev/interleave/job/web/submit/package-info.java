/// HTTP: submission of jobs.
@NullMarked
package dev.interleave.job.web.submit;

import org.jspecify.annotations.NullMarked;
