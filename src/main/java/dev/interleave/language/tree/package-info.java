/// The tree of a program: expressions, statements and patterns, as plain immutable data.
@NullMarked
package dev.interleave.language.tree;

import org.jspecify.annotations.NullMarked;
