/// The language of submitted programs: a subset of Python 3.
///
/// One law holds: what is accepted behaves as in CPython 3.11 or newer, and what is not supported is rejected
/// with a line, a column and a sentence. `language.syntax` turns source text into a tree (`language.tree`),
/// `language.compiler` turns that into instructions (`language.code`), and `language.machine` executes them on
/// values (`language.value`), with the operations of `language.operation` and the functions of `language.builtin`.
/// What runs often is turned into methods of the JVM (`language.jvm`). The rest of the library is written in the
/// language itself, as resources.
///
/// This module sees `java.*` and `arithmetic` only: a program can name nothing else.
@ApplicationModule(
        displayName = "Language",
        allowedDependencies = {"arithmetic", "arithmetic :: limb", "arithmetic :: sliced", "arithmetic :: transform"})
@NullMarked
package dev.interleave.language;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
