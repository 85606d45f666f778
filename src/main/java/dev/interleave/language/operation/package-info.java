/// What can be done with values in bounded time and without code of the program: arithmetic, comparison, hashing,
/// subscripts, text. What takes longer, or needs a method of the program, answers
/// [dev.interleave.language.value.BuiltinFunction#NEEDS_CODE], and the library does it.
@NullMarked
package dev.interleave.language.operation;

import org.jspecify.annotations.NullMarked;
