/// The first stage of the language: from source text to a tree.
///
/// Read in this order: [SourceText] (characters and positions), [Tokenizer] (tokens, indentation),
/// [dev.interleave.language.tree.Expression], [dev.interleave.language.tree.Statement] and
/// [dev.interleave.language.tree.Pattern] (the tree), [ExpressionParser], [StatementParser] and
/// [PatternParser] (recursive descent), [Parser] (the entry point).
///
/// The accepted grammar is that of Python 3.11 without asynchronous code, exception groups, complex numbers and
/// type comments. What is not accepted ends in an [InvalidProgramException] with a line, a column and a
/// sentence; messages follow CPython where CPython has one. Limits keep hostile source cheap:
/// [SourceText#MAX_BYTES], 200 levels of nesting, 100 levels of indentation.
@NamedInterface("syntax")
@NullMarked
package dev.interleave.language.syntax;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
