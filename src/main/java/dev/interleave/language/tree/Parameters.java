package dev.interleave.language.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The parameters of a function, in the order of their kinds. Immutable.
///
/// @param positionalOnly those before `/`
/// @param positional those that can be given by position or by name
/// @param rest the parameter that takes further positional arguments, or null
/// @param keywordOnly those behind `*`
/// @param keywords the parameter that takes further keyword arguments, or null
public record Parameters(
        List<Parameter> positionalOnly,
        List<Parameter> positional,
        @Nullable Parameter rest,
        List<Parameter> keywordOnly,
        @Nullable Parameter keywords) {

    /// One parameter.
    ///
    /// @param annotation its type, or null
    /// @param defaultValue what it is where no argument is given, or null if there must be one
    public record Parameter(
            int at,
            String name,
            @Nullable Expression annotation,
            @Nullable Expression defaultValue) {}
}
