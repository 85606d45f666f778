package dev.interleave.language.machine;

import dev.interleave.language.value.ExceptionObject;
import dev.interleave.language.value.Frame;
import org.jspecify.annotations.Nullable;

/// What a machine holds between two turns, without what the program determines.
///
/// @param frame that runs, or null at the end
/// @param globals the values of the variables of the program, by number
/// @param result of the program, once it has returned
/// @param failure that ended it, or null
/// @param step the value of the last step, or null
/// @param awaited what the program waits for, or null
/// @param depth the number of frames
/// @param instructions the work done so far
/// @param allocated since the last measurement, in bytes
/// @param reachable at the last measurement, in bytes
/// @param numbers how many objects have a number
/// @param outputBytes how much was printed
/// @param done how much is done, as the program tells
/// @param total of how much
@SuppressWarnings("ArrayRecordComponent") // the machine's own array
public record MachineState(
        @Nullable Frame frame,
        @Nullable Object[] globals,
        @Nullable Object result,
        @Nullable ExceptionObject failure,
        @Nullable Object step,
        @Nullable Object awaited,
        int depth,
        long instructions,
        long allocated,
        long reachable,
        int numbers,
        long outputBytes,
        double done,
        double total) {}
