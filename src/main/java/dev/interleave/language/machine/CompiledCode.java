package dev.interleave.language.machine;

import dev.interleave.language.code.CompiledForm;
import dev.interleave.language.value.Frame;
import org.jspecify.annotations.Nullable;

/// The compiled form of a code. Its subclasses are generated and have no state.
public abstract class CompiledCode extends CompiledForm {

    /// The JVM interprets a new method, and then it is slow.
    private static final int COLD_ENTRIES = 150;

    private int entries;

    /// Counts an entry. Threads may lose counts of one another.
    ///
    /// @return whether the method is new
    final boolean isCold() {
        return entries < COLD_ENTRIES && ++entries < COLD_ENTRIES;
    }

    /// For generated subclasses.
    protected CompiledCode() {}

    /// Runs the frame on top from an instruction on.
    ///
    /// @param machine that runs
    /// @param frame on top
    /// @param pc of the instruction
    /// @return what the frame returns to an instruction of its caller, while it is still on top;
    ///     [Calls#SWITCH] if the frame has ended or is suspended in another way; or null if the
    ///     machine has to go on from its state, which is complete
    abstract @Nullable Object run(Machine machine, Frame frame, int pc);
}
