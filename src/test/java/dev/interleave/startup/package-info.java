/// Tests of starts that cannot succeed.
@NullMarked
package dev.interleave.startup;

import org.jspecify.annotations.NullMarked;
