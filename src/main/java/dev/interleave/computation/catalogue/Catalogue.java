package dev.interleave.computation.catalogue;

import dev.interleave.computation.Computation;
import dev.interleave.computation.binomial.Binomial;
import dev.interleave.computation.factorial.Factorial;
import dev.interleave.computation.fibonacci.Fibonacci;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/// All computations on offer. Immutable and thread-safe.
@Component
@EnableConfigurationProperties(ComputationLimits.class)
public final class Catalogue {

    private final List<Computation> computations;

    /// @param limits of the inputs
    public Catalogue(ComputationLimits limits) {
        computations = List.of(new Factorial(limits.maxN()), new Binomial(limits.maxN()), new Fibonacci(limits.maxN()));
    }

    /// @return all computations, the default one first
    public List<Computation> all() {
        return computations;
    }

    /// @param name what requests call it
    /// @return the computation, if there is one
    public Optional<Computation> find(String name) {
        return computations.stream().filter(c -> c.name().equals(name)).findFirst();
    }
}
