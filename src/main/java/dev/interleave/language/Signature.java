package dev.interleave.language;

import dev.interleave.language.tree.Expression;
import dev.interleave.language.tree.Parameters;
import dev.interleave.language.tree.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The parameters that the input of a program names. Immutable.
///
/// @param parameters in the order of the source
/// @param takesOthers whether `main` has `**keywords`
public record Signature(List<Parameter> parameters, boolean takesOthers) {

    /// A parameter of `main`.
    ///
    /// @param name as the input names it
    /// @param annotation its type as the source has it, or null
    /// @param isRequired whether it has no default value
    public record Parameter(String name, @Nullable String annotation, boolean isRequired) {}

    static Signature of(Statement.FunctionDefinition main) {
        Parameters all = main.parameters();
        List<Parameter> named = Stream.concat(all.positional().stream(), all.keywordOnly().stream())
                .map(parameter -> new Parameter(
                        parameter.name(), annotation(parameter.annotation()), parameter.defaultValue() == null))
                .toList();
        return new Signature(named, all.keywords() != null);
    }

    private static @Nullable String annotation(@Nullable Expression type) {
        return type instanceof Expression.Name(int _, String name) ? name : null;
    }

    /// What is wrong with an input, by the name of its member.
    ///
    /// @param names the members of the input
    /// @return what to tell the client; empty if nothing is wrong
    public Map<String, String> mistakes(Set<String> names) {
        Map<String, String> mistakes = new LinkedHashMap<>();
        List<String> known = new ArrayList<>();
        for (Parameter parameter : parameters) {
            known.add(parameter.name);
            if (parameter.isRequired && !names.contains(parameter.name)) {
                mistakes.put(parameter.name, "is required, because main has this parameter");
            }
        }
        if (!takesOthers) {
            String expected = known.isEmpty()
                    ? "main has no parameters"
                    : "main has the parameters " + known.stream().collect(Collectors.joining(", "));
            names.stream()
                    .filter(name -> !known.contains(name))
                    .forEach(name -> mistakes.put(name, "is no parameter of main; " + expected));
        }
        return mistakes;
    }
}
