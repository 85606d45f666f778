/// The HTTP door to jobs: `/v1/jobs` and `/v1/computations`.
@NullMarked
package dev.interleave.job.web;

import org.jspecify.annotations.NullMarked;
