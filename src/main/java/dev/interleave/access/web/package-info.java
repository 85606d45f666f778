/// The filter chains of Spring Security.
@NullMarked
package dev.interleave.access.web;

import org.jspecify.annotations.NullMarked;
