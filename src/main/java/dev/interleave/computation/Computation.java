package dev.interleave.computation;

import dev.interleave.arithmetic.BinaryNatural;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Something that can be computed exactly. Immutable and thread-safe; nothing here takes time that grows with
/// the values of the input, but for [#resume].
public interface Computation {

    /// @return what requests call it
    String name();

    /// @return what it is, in a sentence for people
    String description();

    /// @return the numbers it takes, with their limits
    List<Parameter> parameters();

    /// @return the hash of the source of a client's program; empty for a computation of the service
    default Optional<String> sourceHash() {
        return Optional.empty();
    }

    /// @return the hash of the stored input of a client's program; empty if the input is that of the job
    default Optional<String> inputHash() {
        return Optional.empty();
    }

    /// What is wrong with values that are each within their limits, but do not go together. Nothing else here
    /// may be asked about such an input, except for [#estimate].
    ///
    /// @param input within the limits of the parameters
    /// @return what to tell the client, by the name of the parameter to be changed; empty if nothing is wrong
    default Map<String, String> conflicts(Input input) {
        return Map.of();
    }

    /// @return the algorithms it can be asked for
    List<Algorithm> algorithms();

    /// Which algorithm serves an input best.
    ///
    /// @param input within the limits of the parameters
    /// @return one of [#algorithms()]
    Algorithm bestFor(Input input);

    /// @return what a calculation tells before its first step
    default PartialValue initialValue() {
        return new PartialValue.Whole(1, BinaryNatural.of(1), false);
    }

    /// What carrying it out will take.
    ///
    /// @param input within the limits of the parameters
    /// @param algorithm one of [#algorithms()]
    /// @return known from the input alone
    Cost estimate(Input input, Algorithm algorithm);

    /// Prepares to carry it out.
    ///
    /// @param input within the limits of the parameters
    /// @param algorithm one of [#algorithms()]
    /// @return not started
    Calculation start(Input input, Algorithm algorithm);

    /// Prepares to go on from a checkpoint that the same input and algorithm has made, to the same result.
    /// Takes time and memory that grow with the length of the checkpoint. The bytes may be anything: they are
    /// never trusted with more memory than the input can need.
    ///
    /// @param input within the limits of the parameters
    /// @param algorithm one of [#algorithms()]
    /// @param checkpoint what [Checkpoint#writeTo] has written, read to its end; not closed
    /// @return where it stood, but for a part that is done again
    /// @throws DamagedCheckpointException if that is not such a checkpoint
    /// @throws java.io.UncheckedIOException if reading fails
    Calculation resume(Input input, Algorithm algorithm, InputStream checkpoint);
}
