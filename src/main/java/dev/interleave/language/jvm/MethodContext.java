package dev.interleave.language.jvm;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;

/// Holds what the instruction generators of one method share. Not thread-safe.
///
/// @param builder of the method
/// @param instructions of the code
/// @param flow of the instructions
/// @param registers access to the registers
/// @param exits of the method
/// @param blocks of the method
/// @param deferred code that is generated last
/// @param leave where to jump to leave the method when the state of the program is complete
@SuppressWarnings("ArrayRecordComponent") // never compared
record MethodContext(
        CodeBuilder builder,
        int[] instructions,
        CodeFlow flow,
        RegisterAccess registers,
        ExitGenerator exits,
        BlockGenerator blocks,
        DeferredCode deferred,
        Label leave) {}
