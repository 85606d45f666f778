/// Generates JVM methods for code of programs that runs often, one method for one code.
///
/// The method does the same as the interpreter for the same instructions, on the same frames. Within a block,
/// values are cached in local variables, and numbers are not boxed. They are written to the frame before a call
/// that can leave, at the end of a block, and at each exit. So the state of a program is plain data whenever the
/// method leaves, and the interpreter can continue from it. At the head of a loop, the method can continue from a
/// state of the interpreter. Instructions are charged in groups, with the same sum.
///
/// The code is specialized for a profile of the operands that the interpreter has recorded (Hoelzle and Ungar,
/// *Optimizing Dynamically-Dispatched Calls with Run-Time Type Feedback*, 1994). Operands of another kind leave
/// the method (Hoelzle, Chambers and Ungar, *Debugging Optimized Code with Dynamic Deoptimization*, 1992). Code
/// that is left too often is profiled and generated again.
///
/// Generated code contains no text of a program: only places of instructions, registers, and constants that are
/// numbers.
///
/// [CodeGenerator] is the entry point: it generates the class. [CodeFlow] analyses the instructions,
/// [OperandKinds] has the bits of a profile. [MethodGenerator] generates the method and delegates to an
/// [InstructionGenerator] for each group of instructions: [VariableGenerator], [AttributeGenerator],
/// [SequenceGenerator], [ArithmeticGenerator], [ComparisonGenerator], [LoopGenerator], [CallGenerator], and
/// [GenericInstructionGenerator] for the rest. They share a [MethodContext]: [RegisterAccess] caches registers in
/// [LocalVariables] and tracks their [RegisterState], [BlockGenerator] generates the table of entries and the
/// jumps, [ExitGenerator] the exits, and [DeferredCode] puts rare code last. [GeneratedNames] names the classes
/// that the method refers to.
@NullMarked
package dev.interleave.language.jvm;

import org.jspecify.annotations.NullMarked;
