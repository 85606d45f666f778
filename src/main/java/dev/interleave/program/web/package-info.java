/// HTTP: `/v1/programs`.
@NullMarked
package dev.interleave.program.web;

import org.jspecify.annotations.NullMarked;
