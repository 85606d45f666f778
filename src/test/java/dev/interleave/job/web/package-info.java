@NullMarked
package dev.interleave.job.web;

import org.jspecify.annotations.NullMarked;
