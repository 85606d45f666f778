/// The machine that runs programs: explicit frames, so that it can stop between any two instructions.
///
/// [Machine] is the entry point and holds the state. [Interpreter] executes instructions; [Calls], [Generators],
/// [Attributes] and [Exceptions] do what takes more than a few lines. [Library] holds what is shared by all
/// programs: the functions in Java, and the modules that are written in the language. [Compilation] decides which
/// code runs as a generated method (`language.jvm`), and [OperandProfiler] records the operands that it is
/// specialized for. Generated methods call [OperatorSupport], [IterationSupport], [CallSupport],
/// [SequenceSupport], [AttributeSupport], [VariableSupport] and [InstructionSupport].
@NullMarked
package dev.interleave.language.machine;

import org.jspecify.annotations.NullMarked;
