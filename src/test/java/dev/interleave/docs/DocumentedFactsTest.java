package dev.interleave.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import dev.interleave.ServiceClasses;
import dev.interleave.shipping.DocumentationPages;
import dev.interleave.webhook.delivery.RetrySchedule;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Compares numbers in the documentation with constants of the code.
///
/// A page marks such a number with a comment that names the constant, directly after the number and its unit:
/// `64<!-- TurnMeter.BATCH -->` or `9 s<!-- LeaseKeeper.LEASE -->`. The class is named without its package. A
/// third name is a method of the constant: `2<!-- Dialect.POSTGRESQL.writers -->`.
class DocumentedFactsTest {

    private static final Pattern FACT =
            Pattern.compile("(\\d[\\d,]*)(?: (µs|ms|s|min|h|d))?<!-- (\\w+)\\.(\\w+)(?:\\.(\\w+))? -->");
    private static final Pattern MARKER = Pattern.compile("<!-- \\w+\\.\\w+");
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w*(?:Test|IT))`");
    private static final Map<String, ChronoUnit> UNITS = Map.of(
            "µs", ChronoUnit.MICROS,
            "ms", ChronoUnit.MILLIS,
            "s", ChronoUnit.SECONDS,
            "min", ChronoUnit.MINUTES,
            "h", ChronoUnit.HOURS,
            "d", ChronoUnit.DAYS);

    private static final Map<String, List<JavaClass>> CLASSES =
            ServiceClasses.all().stream().collect(Collectors.groupingBy(JavaClass::getSimpleName));

    /// A number in a page.
    ///
    /// @param place the page, and the marker as it stands there
    /// @param value the number, or the duration if it has a unit
    record Fact(String place, Object value, String type, String constant, String method) {

        @Override
        public String toString() {
            return place;
        }
    }

    @ParameterizedTest
    @MethodSource("facts")
    void numberIsTheValueOfTheConstant(Fact fact) throws ReflectiveOperationException {
        List<JavaClass> types = CLASSES.getOrDefault(fact.type(), List.of());
        assertThat(types)
                .as("classes named %s: %s names one that was renamed", fact.type(), fact.place())
                .hasSize(1);
        Class<?> type = types.getFirst().reflect();
        assertThat(Arrays.stream(type.getDeclaredFields()).map(Field::getName))
                .as("constants of %s: %s names one that was renamed", fact.type(), fact.place())
                .contains(fact.constant());

        assertThat(valueOf(type, fact)).as(fact.place()).isEqualTo(fact.value());
    }

    @Test
    void everyMarkerFollowsANumber() {
        for (Path page : DocumentationPages.all()) {
            String text = read(page);
            assertThat(MARKER.matcher(text).results().count())
                    .as("markers in %s", page)
                    .isEqualTo(FACT.matcher(text).results().count());
        }
        assertThat(facts()).hasSizeGreaterThan(20);
    }

    @Test
    void testsThatPagesNameExist() throws IOException {
        Set<String> tests;
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            tests = files.map(file -> file.getFileName().toString().replace(".java", ""))
                    .collect(Collectors.toSet());
        }
        for (Path page : DocumentationPages.all()) {
            assertThat(TEST.matcher(read(page)).results().map(name -> name.group(1)))
                    .as("tests that %s names", page)
                    .allMatch(tests::contains);
        }
    }

    @Test
    void webhooksPageListsTheRetrySchedule() throws IOException {
        List<Duration> delays = Stream.iterate(1, failures -> failures + 1)
                .map(failures -> RetrySchedule.pause(failures, Duration.ZERO, () -> 0))
                .takeWhile(Optional::isPresent)
                .map(Optional::orElseThrow)
                .toList();
        MatchResult sentence = Pattern.compile("retried after ([^.]*)\\.")
                .matcher(Files.readString(Path.of("docs/webhooks.md")))
                .results()
                .findFirst()
                .orElseThrow();

        assertThat(Arrays.stream(sentence.group(1).split(", | and ")).map(DocumentedFactsTest::duration))
                .isEqualTo(delays);
    }

    @Test
    void latencyTableOfTheReadmeAgreesWithThePerformancePage() throws IOException {
        String measured = Files.readString(Path.of("docs/performance.md"));
        List<MatchResult> rows = Pattern.compile(
                        "(?m)^\\| (\\w[^|]*) \\| ([^|]*) \\| ([\\d,]+) \\| ([\\d.,]+) \\| ([\\d.,]+) \\|$")
                .matcher(Files.readString(Path.of("README.md")))
                .results()
                .toList();

        assertThat(rows)
                .hasSizeGreaterThan(5)
                .allSatisfy(row -> assertThat(measured)
                        .contains("| %s | %s | %s | 50,000 | %s | %s |"
                                .formatted(row.group(1), row.group(2), row.group(3), row.group(4), row.group(5))));
    }

    static List<Fact> facts() {
        return DocumentationPages.all().stream()
                .flatMap(page -> FACT.matcher(read(page)).results().map(found -> fact(page, found)))
                .toList();
    }

    private static Fact fact(Path page, MatchResult found) {
        long number = Long.parseLong(found.group(1).replace(",", ""));
        ChronoUnit unit = found.group(2) == null ? null : UNITS.get(found.group(2));
        return new Fact(
                page + ": " + found.group(),
                unit == null ? number : Duration.of(number, unit),
                found.group(3),
                found.group(4),
                Objects.requireNonNullElse(found.group(5), ""));
    }

    private static Object valueOf(Class<?> type, Fact fact) throws ReflectiveOperationException {
        Field field = type.getDeclaredField(fact.constant());
        assertThat(Modifier.isStatic(field.getModifiers())).as(fact.place()).isTrue();
        field.setAccessible(true);
        Object value = Objects.requireNonNull(field.get(null));
        if (!fact.method().isEmpty()) {
            Method method = type.getDeclaredMethod(fact.method());
            method.setAccessible(true);
            value = Objects.requireNonNull(method.invoke(value));
        }
        if (value instanceof Number number && fact.value() instanceof Duration) {
            return Duration.of(number.longValue(), unitOf(fact.constant()));
        }
        return value instanceof Number number ? number.longValue() : value;
    }

    private static Duration duration(String text) {
        String[] parts = text.split(" ");
        return Duration.of(Long.parseLong(parts[0]), Objects.requireNonNull(UNITS.get(parts[1])));
    }

    /// @return the unit that the name of a constant ends with, such as `MILLIS`
    private static ChronoUnit unitOf(String constant) {
        return ChronoUnit.valueOf(constant.substring(constant.lastIndexOf('_') + 1));
    }

    private static String read(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
