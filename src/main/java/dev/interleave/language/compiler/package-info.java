/// From the tree to instructions.
///
/// [Compiler] is the entry point. [ScopeAnalyzer] decides where each variable lives; [FunctionBuilder] collects the
/// instructions of one function; [StatementCompiler], [ExpressionCompiler] and their helpers emit them.
@NullMarked
package dev.interleave.language.compiler;

import org.jspecify.annotations.NullMarked;
