/// HTTP: the catalogue of computations.
@NullMarked
package dev.interleave.computation.web;

import org.jspecify.annotations.NullMarked;
