package dev.interleave.shipping;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1EnvVar;
import io.kubernetes.client.openapi.models.V1Probe;
import io.kubernetes.client.openapi.models.V1SecretKeySelector;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Starts the packaged service with the environment that the chart gives to its container. The service ignores
/// unknown variables silently, so this test checks the effect of the settings.
class HelmSettingsIT {

    /// Value of the cluster's secret.
    private static final String KEY = "key-of-the-chart-0123456789";

    @TempDir
    private Path folder;

    @Test
    void appliesTheSettingsOfTheChart() throws Exception {
        // given
        V1Container container = containerRenderedWith("settings-small.yaml");

        // when
        try (PackagedService service = start(container)) {
            service.awaitUp("/actuator/health");
            service.awaitUp(path(container.getLivenessProbe()));
            service.awaitUp(path(container.getReadinessProbe()));

            // then
            assertThat(service.postJson("/v1/jobs", "{\"n\": 500}").statusCode())
                    .isEqualTo(401);
            service.useKey(KEY);
            assertThat(service.postJson("/v1/jobs", "{\"n\": 500}").statusCode())
                    .isEqualTo(202);
            assertThat(service.postJson("/v1/jobs", "{\"n\": 501}").statusCode())
                    .isEqualTo(422);
            assertThat(service.get("/v1/event-loop").body()).contains("\"sequential\"");
            assertThat(service.get("/v1/quota").body()).contains("\"requests\"").contains("1000");
        }
    }

    private PackagedService start(V1Container container) throws IOException {
        return PackagedService.start(QuickStart.command(), environment(container), folder);
    }

    private static V1Container containerRenderedWith(String values) throws IOException {
        V1StatefulSet statefulSet = (V1StatefulSet)
                HelmChart.only("StatefulSet", HelmChart.renderedWith(values)).read();
        return requireNonNull(
                        requireNonNull(statefulSet.getSpec()).getTemplate().getSpec())
                .getContainers()
                .getFirst();
    }

    private static Map<String, String> environment(V1Container container) {
        Stream<V1EnvVar> variables = requireNonNull(container.getEnv()).stream();
        return variables.collect(Collectors.toMap(V1EnvVar::getName, HelmSettingsIT::value));
    }

    private static String value(V1EnvVar variable) {
        if (variable.getValue() != null) {
            return variable.getValue();
        }
        V1SecretKeySelector secret =
                requireNonNull(requireNonNull(variable.getValueFrom()).getSecretKeyRef());
        assertThat(secret.getName() + "/" + secret.getKey()).isEqualTo("interleave-keys/api-keys");
        return KEY;
    }

    private static String path(@Nullable V1Probe probe) {
        return requireNonNull(requireNonNull(requireNonNull(probe).getHttpGet()).getPath());
    }
}
