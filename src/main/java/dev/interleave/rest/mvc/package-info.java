/// Registers the conventions with Spring MVC.
@NullMarked
package dev.interleave.rest.mvc;

import org.jspecify.annotations.NullMarked;
