/// What a program is compiled to: instructions for a machine with registers, and tables beside them.
@NullMarked
package dev.interleave.language.code;

import org.jspecify.annotations.NullMarked;
