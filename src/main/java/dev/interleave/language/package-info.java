/// The language of submitted programs: a subset of Python 3.
///
/// One law holds: what is accepted behaves as in CPython 3.11 or newer, and what is not supported is rejected
/// with a line, a column and a sentence. `language.syntax` turns source text into a tree (`language.tree`).
///
/// This module sees `java.*` and `arithmetic` only: a program can name nothing else.
@ApplicationModule(
        displayName = "Language",
        allowedDependencies = {"arithmetic"})
@NullMarked
package dev.interleave.language;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
