package dev.interleave.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import dev.interleave.ServiceClasses;
import dev.interleave.shipping.DocumentationPages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.io.ClassPathResource;

/// Compares `docs/configuration.md` with the configuration properties of the code.
class ConfigurationPageTest {

    private static final Path PAGE = Path.of("docs/configuration.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z][a-z0-9.-]+)` \\| (.*?) \\|");
    private static final Pattern NAME = Pattern.compile("`(interleave\\.[a-z0-9.-]*[a-z0-9])");
    private static final String OURS = "interleave.";

    /// What docs/clients.md calls a file of a client.
    private static final String CLIENT_FILE = "interleave.py";

    /// The properties that the page lists, with their defaults as shown there.
    private final Map<String, String> documented;

    ConfigurationPageTest() throws IOException {
        documented = ROW.matcher(Files.readString(PAGE))
                .results()
                .collect(Collectors.toMap(row -> row.group(1), row -> row.group(2), (a, b) -> a, TreeMap::new));
    }

    @Test
    void listsEveryPropertyOfTheServiceAndNoOther() {
        Map<String, String> declared = declared();
        declared.put("interleave.data-dir", "");

        assertThat(documented.keySet().stream().filter(name -> name.startsWith(OURS)))
                .containsExactlyInAnyOrderElementsOf(declared.keySet());
    }

    @Test
    void showsTheDefaultsOfTheCode() {
        declared().forEach((name, value) -> {
            if (value.isEmpty()) {
                assertThat(documented.get(name)).as(name).doesNotContain("`");
            } else {
                assertThat(documented).containsEntry(name, "`" + value + "`");
            }
        });
    }

    @Test
    void showsTheDefaultsOfTheApplicationYaml() {
        YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
        yaml.setResources(new ClassPathResource("application.yaml"));
        var properties = Objects.requireNonNull(yaml.getObject());

        for (String name : new String[] {"server.address", "server.port", "interleave.data-dir"}) {
            assertThat(documented).containsEntry(name, "`" + properties.get(name) + "`");
        }
    }

    /// A name in another page is a property, the start of some, or a name that the sources have: a metric or a label.
    @Test
    void otherPagesNameWhatExists() throws IOException {
        String sources;
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            sources = files.filter(Files::isRegularFile)
                    .map(ConfigurationPageTest::read)
                    .collect(Collectors.joining());
        }
        for (Path page : DocumentationPages.all()) {
            assertThat(NAME.matcher(read(page)).results().map(name -> name.group(1)))
                    .as("names in %s", page)
                    .allMatch(name -> documented.keySet().stream()
                                    .anyMatch(known -> known.startsWith(name) || name.startsWith(known + "."))
                            || sources.contains("\"" + name + "\"")
                            || name.equals(CLIENT_FILE));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @return the names of the properties, with the defaults of `@DefaultValue` or an empty text
    private static Map<String, String> declared() {
        Map<String, String> declared = new TreeMap<>();
        for (JavaClass type : ServiceClasses.all()) {
            if (type.isAnnotatedWith(ConfigurationProperties.class)) {
                String prefix =
                        type.getAnnotationOfType(ConfigurationProperties.class).value();
                for (RecordComponent component :
                        Objects.requireNonNull(type.reflect().getRecordComponents())) {
                    declared.put(prefix + "." + kebab(component.getName()), defaultOf(type.reflect(), component));
                }
            }
        }
        return declared;
    }

    /// `@DefaultValue` is an annotation of parameters, so it is on the constructor.
    private static String defaultOf(Class<?> type, RecordComponent component) {
        for (var parameter : type.getDeclaredConstructors()[0].getParameters()) {
            DefaultValue value = parameter.getAnnotation(DefaultValue.class);
            if (parameter.getName().equals(component.getName()) && value != null) {
                return String.join(",", value.value());
            }
        }
        return "";
    }

    private static String kebab(String name) {
        String kebab = name.replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
        return ConfigurationPropertyName.of(kebab).toString();
    }
}
