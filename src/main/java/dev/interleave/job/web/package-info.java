/// HTTP: what the endpoints of jobs share, `/v1/jobs` above all.
@NullMarked
package dev.interleave.job.web;

import org.jspecify.annotations.NullMarked;
