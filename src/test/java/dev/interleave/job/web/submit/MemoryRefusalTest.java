package dev.interleave.job.web.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.interleave.computation.catalogue.Catalogue;
import dev.interleave.computation.catalogue.ComputationLimits;
import dev.interleave.job.JobIdGenerator;
import dev.interleave.program.MemoryPrograms;
import dev.interleave.rest.json.JsonNumber;
import dev.interleave.rest.json.JsonObject;
import dev.interleave.rest.json.JsonString;
import dev.interleave.rest.json.JsonValue;
import dev.interleave.rest.problem.ProblemException;
import dev.interleave.rest.problem.ProblemType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What could never be let into the loop is refused when it is submitted.
class MemoryRefusalTest {

    private static final Pattern LARGEST = Pattern.compile(".*the largest that is taken is (\\d+)");
    private final JobSpecReader reader = new JobSpecReader(
            new Catalogue(new ComputationLimits(100_000_000)),
            List.of(),
            () -> 24L * 1024 * 1024,
            ProgramReaders.create(),
            MemoryPrograms.create(),
            ProgramReaders.plans(),
            new JobIdGenerator());

    @ParameterizedTest
    @ValueSource(strings = {"auto", "fast", "iterative"})
    void namesTheLargestThatIsTaken(String algorithm) {
        ProblemException refusal = refusal(100_000_000, algorithm);
        assertThat(refusal.type()).isEqualTo(ProblemType.INVALID_INPUT);
        assertThat(refusal.errors())
                .singleElement()
                .satisfies(error -> assertThat(error.pointer()).isEqualTo("/n"));
        Matcher largest = LARGEST.matcher(refusal.errors().getFirst().detail());
        assertThat(largest.matches()).isTrue();
        long n = Long.parseLong(largest.group(1));

        assertThat(n).isGreaterThan(1_000_000);
        assertThat(reader.readOne("", body(n, algorithm))).isNotNull();
        assertThat(refusal(n + 1, algorithm).errors()).hasSize(1);
    }

    private ProblemException refusal(long n, String algorithm) {
        return catchThrowableOfType(ProblemException.class, () -> reader.readOne("", body(n, algorithm)));
    }

    private static JsonObject body(long n, String algorithm) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("n", new JsonNumber(String.valueOf(n)));
        members.put("algorithm", new JsonString(algorithm));
        return new JsonObject(members);
    }
}
