/// HTTP: downloads of results.
@NullMarked
package dev.interleave.job.web.result;

import org.jspecify.annotations.NullMarked;
