/// The builtin functions and methods that are written in Java, by the type they belong to. Each has a bounded run
/// time, and leaves everything else to the function of the library with the same name.
@NullMarked
package dev.interleave.language.builtin;

import org.jspecify.annotations.NullMarked;
