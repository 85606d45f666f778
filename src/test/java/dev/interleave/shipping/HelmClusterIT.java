package dev.interleave.shipping;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.store.Postgres;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1EnvVar;
import io.kubernetes.client.openapi.models.V1SecretKeySelector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Starts two packaged services on a real PostgreSQL, one with the environment that the chart gives to the
/// instances of a cluster, one with the environment of `compose.yaml`.
class HelmClusterIT {

    private static final String KEY = "9b1d0c6e5f7a48d2b3c4e5f60718293a";

    /// Reference to a variable that compose.yaml requires.
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(\\w+):\\?[^}]+}");

    private static final Map<String, String> SECRETS = Map.of(
            "interleave-keys/api-keys",
            KEY,
            "database-login/user",
            "postgres",
            "database-login/pass",
            "",
            "webhook-key/secret-key",
            Base64.getEncoder().encodeToString(new byte[32]));

    @TempDir
    private Path folder;

    @Test
    void sharesTheDatabaseBetweenChartAndCompose() throws Exception {
        String database = Postgres.newDatabase().replaceAll("\\?.*", "");
        try (PackagedService one = start("one", environmentOfTheChart(database));
                PackagedService other = start("other", environmentOfCompose(database))) {
            one.awaitUp("/actuator/health/readiness");
            other.awaitUp("/actuator/health/readiness");

            one.useKey(KEY);
            other.useKey(KEY);
            String location = one.postJson("/v1/jobs", "{\"computation\":\"binomial\",\"n\":10,\"k\":3}")
                    .headers()
                    .firstValue("Location")
                    .orElseThrow();
            assertThat(other.get(location).body()).contains("\"binomial\"", "\"k\":3");
            assertThat(other.get("/v1/instances").body().split("\"self\"")).hasSize(3);
        }
    }

    private PackagedService start(String name, Map<String, String> environment) throws IOException {
        return PackagedService.start(QuickStart.command(), environment, Files.createDirectory(folder.resolve(name)));
    }

    /// The environment of an instance by `compose.yaml` and the image, with the address and the user of this
    /// database.
    private static Map<String, String> environmentOfCompose(String database) throws IOException {
        Map<String, String> given = Map.of(
                "INTERLEAVE_DATABASE_PASSWORD",
                "",
                "INTERLEAVE_SECRET_KEY",
                secret("webhook-key/secret-key"),
                "INTERLEAVE_API_KEY",
                KEY);
        Map<String, String> environment = new HashMap<>(Dockerfile.ofProject().environment());
        for (Map.Entry<String, JsonNode> variable : ComposeTest.read(Path.of("compose.yaml"))
                .at("/services/interleave/environment")
                .properties()) {
            Matcher reference = REFERENCE.matcher(variable.getValue().asString());
            environment.put(
                    variable.getKey(),
                    reference.matches()
                            ? requireNonNull(given.get(reference.group(1)))
                            : variable.getValue().asString());
        }
        assertThat(environment).containsKeys("SPRING_DATASOURCE_URL", "SPRING_DATASOURCE_USERNAME");
        environment.put("SPRING_DATASOURCE_URL", database);
        environment.put("SPRING_DATASOURCE_USERNAME", secret("database-login/user"));
        return environment;
    }

    private static Map<String, String> environmentOfTheChart(String database) throws IOException {
        List<KubernetesObject> objects = HelmChart.parse(HelmChart.template()
                .withValuesFile(HelmChart.testValues("postgresql.yaml"))
                .set("postgresql.url", database)
                .set("apiKeys.existingSecret", "interleave-keys")
                .call());
        V1Deployment deployment =
                (V1Deployment) HelmChart.only("Deployment", objects).read();
        V1Container container = requireNonNull(
                        requireNonNull(deployment.getSpec()).getTemplate().getSpec())
                .getContainers()
                .getFirst();
        Map<String, String> environment = new HashMap<>();
        requireNonNull(container.getEnv()).forEach(variable -> environment.put(variable.getName(), value(variable)));
        return environment;
    }

    private static String value(V1EnvVar variable) {
        if (variable.getValue() != null) {
            return variable.getValue();
        }
        V1SecretKeySelector secret =
                requireNonNull(requireNonNull(variable.getValueFrom()).getSecretKeyRef());
        return secret(secret.getName() + "/" + secret.getKey());
    }

    private static String secret(String name) {
        return requireNonNull(SECRETS.get(name));
    }
}
