/// Generates JVM methods for code of programs that runs often, one method for one code.
///
/// The method does what the interpreter does for the same instructions, on the same frames. Within a
/// block, values are in local variables, and numbers are not boxed; before a call that can leave, at
/// the end of a block and at each exit they are written to the frame. So the state of a program is
/// plain data whenever the method leaves, and the interpreter can go on from there, or the other way
/// round at the head of a loop. Instructions are charged in groups, with the same sum.
///
/// The code is specialized by a profile of the operands that the interpreter has seen (Hoelzle and
/// Ungar, *Optimizing Dynamically-Dispatched Calls with Run-Time Type Feedback*, 1994). What does
/// not fit leaves the method (Hoelzle, Chambers and Ungar, *Debugging Optimized Code with Dynamic
/// Deoptimization*, 1992). Code that is left too often is profiled and generated again.
///
/// Generated code contains no text of a program: only places of instructions, registers, and
/// constants that are numbers.
@NullMarked
package dev.interleave.language.jvm;

import org.jspecify.annotations.NullMarked;
