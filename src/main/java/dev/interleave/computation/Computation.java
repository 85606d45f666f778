package dev.interleave.computation;

import java.util.List;

/// Something that can be computed exactly. Immutable and thread-safe; nothing here takes time that grows with
/// the values of the input.
public interface Computation {

    /// @return what requests call it
    String name();

    /// @return what it is, in a sentence for people
    String description();

    /// @return the numbers it takes, with their limits
    List<Parameter> parameters();

    /// @return the algorithms it can be asked for
    List<Algorithm> algorithms();

    /// Which algorithm serves an input best.
    ///
    /// @param input within the limits of the parameters
    /// @return one of [#algorithms()]
    Algorithm bestFor(Input input);

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
}
