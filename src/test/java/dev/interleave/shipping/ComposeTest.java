package dev.interleave.shipping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What can be said of `compose.yaml` without a container engine.
class ComposeTest {

    private static final Pattern DOCUMENTED_PROPERTY = Pattern.compile("(?m)^\\| `([a-z][a-z0-9.-]+)` \\|");

    private final JsonNode compose = read(Path.of("compose.yaml"));

    @Test
    void runsThreeInstancesOnOnePostgres() {
        JsonNode interleave = compose.at("/services/interleave");

        assertThat(interleave.at("/deploy/replicas").asInt()).isEqualTo(3);
        assertThat(interleave.at("/ports/0").asString()).isEqualTo("127.0.0.1:8080-8082:8080");
        assertThat(interleave.at("/environment/SPRING_DATASOURCE_URL").asString())
                .isEqualTo("jdbc:postgresql://postgres/"
                        + compose.at("/services/postgres/environment/POSTGRES_DB")
                                .asString());
        assertThat(interleave.at("/environment/SPRING_DATASOURCE_USERNAME").asString())
                .isEqualTo(compose.at("/services/postgres/environment/POSTGRES_USER")
                        .asString());
        assertThat(interleave.at("/environment/SPRING_DATASOURCE_PASSWORD").asString())
                .isEqualTo(compose.at("/services/postgres/environment/POSTGRES_PASSWORD")
                        .asString());
        assertThat(interleave.at("/build").asString()).isEqualTo(".");
    }

    /// A name that the service does not know would be ignored silently.
    @Test
    void everyVariableOfTheServiceIsAProperty() throws IOException {
        Set<String> known = new TreeSet<>();
        for (String property : properties()) {
            known.add(property.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT));
            known.add(property.replace('.', '_').replace("-", "").toUpperCase(Locale.ROOT));
        }
        Set<String> used =
                new TreeSet<>(compose.at("/services/interleave/environment").propertyNames());

        assertThat(known).hasSizeGreaterThan(100).contains("INTERLEAVE_LIMITS_MAX_N", "SPRING_DATASOURCE_URL");
        assertThat(used).isNotEmpty();
        assertThat(known).containsAll(used);
    }

    @Test
    void filesThatAreMountedExistAndServicesThatAreNamedAreThere() {
        for (JsonNode service : compose.at("/services")) {
            for (JsonNode volume : service.path("volumes")) {
                String source = volume.asString().split(":", 2)[0];
                if (source.startsWith(".")) {
                    assertThat(Path.of(source)).exists();
                    assertThat(volume.asString()).endsWith(":ro");
                } else {
                    assertThat(compose.at("/volumes").has(source)).as(source).isTrue();
                }
            }
            for (JsonNode port : service.path("ports")) {
                assertThat(port.asString()).startsWith("127.0.0.1:");
            }
            JsonNode needed = service.path("depends_on");
            List<String> names =
                    needed.isArray() ? List.of(needed.path(0).asString()) : List.copyOf(needed.propertyNames());
            assertThat(compose.at("/services").propertyNames()).containsAll(names);
        }
    }

    @Test
    void prometheusFindsTheInstancesAndGrafanaFindsPrometheus() {
        JsonNode scrape = read(Path.of("compose/prometheus.yaml")).at("/scrape_configs/0");
        assertThat(scrape.at("/metrics_path").asString()).isEqualTo("/actuator/prometheus");
        assertThat(compose.at("/services")
                        .has(scrape.at("/dns_sd_configs/0/names/0").asString()))
                .isTrue();

        JsonNode source = read(Path.of("compose/grafana/datasources.yaml")).at("/datasources/0");
        assertThat(source.at("/url").asString()).isEqualTo("http://prometheus:9090");
        assertThat(source.at("/isDefault").asBoolean()).isTrue();

        String folder = read(Path.of("compose/grafana/dashboards.yaml"))
                .at("/providers/0/options/path")
                .asString();
        assertThat(compose.at("/services/grafana/volumes").toString())
                .contains("./helm/interleave/dashboards:" + folder + ":ro");
        assertThat(compose.at("/services/grafana/environment/GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH")
                        .asString())
                .isEqualTo(folder + "/interleave.json");
        assertThat(HelmChart.FOLDER.resolve("dashboards/interleave.json")).exists();
    }

    /// SIGKILL comes no sooner than the service is done.
    @Test
    void stopsAsPatientlyAsTheChart() throws IOException {
        JsonNode values = read(HelmChart.FOLDER.resolve("values.yaml"));

        assertThat(compose.at("/services/interleave/stop_grace_period").asString())
                .isEqualTo(values.at("/terminationGracePeriodSeconds").asInt() + "s");
    }

    /// @return the properties that `docs/configuration.md` lists, and those of the metadata of Spring Boot
    private static Set<String> properties() throws IOException {
        Set<String> names = new TreeSet<>();
        DOCUMENTED_PROPERTY
                .matcher(Files.readString(Path.of("docs/configuration.md")))
                .results()
                .forEach(found -> names.add(found.group(1)));
        var loader = Objects.requireNonNull(ComposeTest.class.getClassLoader());
        for (URL url : Collections.list(loader.getResources("META-INF/spring-configuration-metadata.json"))) {
            try (InputStream metadata = url.openStream()) {
                for (JsonNode property : JsonMapper.shared().readTree(metadata).path("properties")) {
                    names.add(property.path("name").asString());
                }
            }
        }
        return names;
    }

    static JsonNode read(Path file) {
        Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
        try {
            Map<?, ?> content = yaml.load(Files.readString(file));
            return JsonMapper.shared().valueToTree(content);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
