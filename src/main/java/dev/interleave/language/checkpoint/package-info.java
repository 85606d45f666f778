/// The state of a machine as bytes, and back.
///
/// [MachineCodec] is the entry point. [SharedObjects] numbers what all programs share; [HeapWriter] and
/// [HeapReader] store what belongs to one program, each object once, so that identities and cycles survive.
@NullMarked
package dev.interleave.language.checkpoint;

import org.jspecify.annotations.NullMarked;
