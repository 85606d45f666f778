package dev.interleave.language.machine;

import dev.interleave.language.code.CompiledForm;
import dev.interleave.language.value.Frame;
import org.jspecify.annotations.Nullable;

/// Runs the compiled form of a code. Subclasses are generated and add no state, so that programs can share an
/// instance.
public abstract class CompiledCode extends CompiledForm {

    /// The number of entries for which a method is cold: the JVM interprets it, which is slow.
    private static final int COLD_ENTRIES = 150;

    private int entries;

    /// Counts an entry. The count is not exact if several threads enter.
    ///
    /// @return whether the method is cold
    final boolean isCold() {
        return entries < COLD_ENTRIES && ++entries < COLD_ENTRIES;
    }

    /// For generated subclasses.
    protected CompiledCode() {}

    /// Runs the top frame, starting at an instruction.
    ///
    /// @param machine the machine that runs the program
    /// @param frame the top frame
    /// @param pc the instruction, an entry of the code
    /// @return the value that the frame returns to an instruction of its caller, while it is still the top frame;
    ///     [Calls#SWITCH] if the frame has ended otherwise, or is suspended; or null if the machine has to
    ///     continue from its state, which is complete
    abstract @Nullable Object run(Machine machine, Frame frame, int pc);
}
