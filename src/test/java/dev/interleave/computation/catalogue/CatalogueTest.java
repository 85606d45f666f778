package dev.interleave.computation.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.management.ThreadMXBean;
import dev.interleave.computation.Algorithm;
import dev.interleave.computation.Calculation;
import dev.interleave.computation.Calculations;
import dev.interleave.computation.Computation;
import dev.interleave.computation.Cost;
import dev.interleave.computation.FactorialReference;
import dev.interleave.computation.Input;
import dev.interleave.eventloop.Step;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueTest {

    private final Catalogue catalogue = new Catalogue(new ComputationLimits(1_000_000));
    private final Computation factorial = catalogue.find("factorial").orElseThrow();

    @Test
    void listsComputations() {
        assertThat(catalogue.all()).extracting(Computation::name).containsExactly("factorial", "binomial", "fibonacci");
        assertThat(factorial.description()).isNotBlank();
        assertThat(catalogue.find("Factorial")).isEmpty();
    }

    @Test
    void appliesConfiguredLimits() {
        assertThat(factorial.parameters()).singleElement().satisfies(n -> {
            assertThat(n.name()).isEqualTo("n");
            assertThat(n.min()).isZero();
            assertThat(n.max()).isEqualTo(1_000_000);
        });
    }

    @Test
    void choosesASupportedAlgorithm() {
        for (long n : new long[] {0, 1, 20, 1_000, 1_000_000}) {
            assertThat(factorial.algorithms()).contains(factorial.bestFor(Input.of("n", n)));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 20, 100, 1_000, 10_000})
    void estimatesAreUpperBounds(long n) {
        for (Algorithm algorithm : factorial.algorithms()) {
            Cost cost = factorial.estimate(Input.of("n", n), algorithm);
            Calculation calculation = factorial.start(Input.of("n", n), algorithm);
            long steps = 1;
            while (calculation.step() == Step.YIELDED) {
                steps++;
            }

            assertThat(Calculations.number(calculation).toBigInteger()).isEqualTo(FactorialReference.factorial(n));
            if (cost.steps().isPresent()) {
                assertThat(cost.steps()).isEqualTo(OptionalLong.of(steps));
            }
            assertThat(cost.bits())
                    .isGreaterThanOrEqualTo(Calculations.number(calculation).bitLength());
            assertThat(cost.bytes()).isGreaterThanOrEqualTo(cost.bits() / 8);
        }
    }

    /// The allocated memory is at least the memory held at any time.
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 20, 63, 100, 1_000, 5_000, 10_000})
    void iterativeFactorialAllocatesNoMoreThanEstimated(long n) {
        Input input = Input.of("n", n);
        long bytes = factorial.estimate(input, Algorithm.ITERATIVE).bytes();
        allocatedBy(input); // loads classes

        assertThat(allocatedBy(input)).isLessThanOrEqualTo(bytes);
    }

    @Test
    void estimatesTheLargestInput() {
        Computation large =
                new Catalogue(new ComputationLimits(100_000_000)).all().getFirst();
        Cost cost = large.estimate(Input.of("n", 100_000_000), Algorithm.ITERATIVE);

        assertThat(cost.steps()).hasValue(99_999_998);
        assertThat(cost.bits()).isBetween(2_513_272_987L, 2_513_272_995L);
        assertThat(cost.bytes()).isBetween(cost.bits() / 8, cost.bits() / 8 + 4_096);
    }

    @Test
    void inputIsACopyWithItsOwnNames() {
        Map<String, Long> values = new java.util.HashMap<>(Map.of("n", 5L));
        Input input = new Input(values);
        values.put("n", 6L);

        assertThat(input.get("n")).isEqualTo(5);
        assertThatIllegalArgumentException().isThrownBy(() -> input.get("m")).withMessageContaining("no parameter m");
    }

    private long allocatedBy(Input input) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        Calculation calculation = factorial.start(input, Algorithm.ITERATIVE);
        while (calculation.step() == Step.YIELDED) {}
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
