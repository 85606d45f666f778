package dev.interleave.computation;

import java.io.IOException;
import java.io.OutputStream;

/// The state of a calculation between two steps, to go on from later, in another process maybe
/// ([Computation#resume]). Immutable and thread-safe; the calculation may go on meanwhile.
public interface Checkpoint {

    /// @return about how many bytes are written
    long bytes();

    /// Writes it, with a version and a checksum. Takes long for a long number, so this is nothing for the
    /// loop's thread.
    ///
    /// @param out where to; not closed
    /// @throws IOException if writing fails
    void writeTo(OutputStream out) throws IOException;
}
