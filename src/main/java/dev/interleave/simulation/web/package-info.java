/// HTTP: `/v1/simulations`.
@NullMarked
package dev.interleave.simulation.web;

import org.jspecify.annotations.NullMarked;
