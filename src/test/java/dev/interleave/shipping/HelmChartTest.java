package dev.interleave.shipping;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.LintResult;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1EnvVar;
import io.kubernetes.client.openapi.models.V1PodSecurityContext;
import io.kubernetes.client.openapi.models.V1PodSpec;
import io.kubernetes.client.openapi.models.V1Probe;
import io.kubernetes.client.openapi.models.V1SecretKeySelector;
import io.kubernetes.client.openapi.models.V1SecurityContext;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import io.kubernetes.client.openapi.models.V1StatefulSetSpec;
import io.kubernetes.client.openapi.models.V1Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The chart as Helm itself sees it, and what it renders as Kubernetes' own model classes see that.
class HelmChartTest {

    @Test
    void passesLintWithoutAWarning() {
        LintResult result = HelmChart.helm().lint().strict().call();

        assertThat(result.isFailed()).describedAs("%s", result.getMessages()).isFalse();
        assertThat(result.getMessages()).noneMatch(message -> message.contains("WARNING"));
    }

    @Test
    void carriesTheVersionOfTheProject() throws Exception {
        String version = ProjectModel.ofProject().releaseVersion();

        assertThat(Files.readAllLines(HelmChart.FOLDER.resolve("Chart.yaml")))
                .contains("version: " + version, "appVersion: \"" + version + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"defaults.yaml", "everything.yaml", "ephemeral.yaml"})
    void rendersObjectsThatKubernetesKnows(String values) throws IOException {
        // when
        List<KubernetesObject> objects = HelmChart.renderedWith(values);

        // then
        assertThat(objects)
                .extracting(KubernetesObject::kind)
                .containsExactlyInAnyOrder("ServiceAccount", "Service", "StatefulSet");
        for (KubernetesObject object : objects) {
            assertThat(object.read()).isNotNull();
        }
    }

    @Test
    void aMisspeltFieldOfARenderedObjectWouldBeNoticed() {
        // given
        String manifest = HelmChart.template().call().replace("readOnlyRootFilesystem", "readOnlyRootFileSystem");

        // then
        assertThatThrownBy(() -> read(HelmChart.parse(manifest))).hasMessageContaining("readOnlyRootFileSystem");
    }

    @ParameterizedTest
    @CsvSource({
        "apiKeys.existingSecret, Not a name, /apiKeys/existingSecret",
        "config.maxN, many, /config/maxN",
        "config.maxN, -1, /config/maxN",
        "config.scheduling, fast, /config/scheduling",
        "config.retention, a week, /config/retention",
        "quota.jobsInFlight, -1, /quota/jobsInFlight",
        "quota.storedResults, much, /quota/storedResults",
        "config.maxM, 5, maxM",
        "extraEnv[0].name, LOGGING_LEVEL_ROOT, /extraEnv/0",
        "image.digest, latest, /image/digest",
        "config.contextPath, interleave, /config/contextPath",
        "config.contextPath, /interleave/, /config/contextPath",
        "config.publicUrl, jobs.example, /config/publicUrl",
        "image.pullPolicy, Sometimes, /image/pullPolicy",
        "persistence.size, big, /persistence/size",
        "podSecurity.runAsUser, 0, /podSecurity/runAsUser",
        "replicas, 2, /replicas",
        "replicas, 0, /replicas",
        "service.port, 70000, /service/port",
        "service.type, LoadBalancer, /service/type",
        "terminationGracePeriodSeconds, 5, /terminationGracePeriodSeconds",
    })
    void theSchemaRefusesAWrongValue(String name, String value, String complaint) {
        assertThatThrownBy(() -> HelmChart.template().set(name, value).call())
                .hasMessageContaining("values don't meet the specifications of the schema")
                .hasMessageContaining("'" + complaint + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SERVER_ADDRESS", "SERVER_PORT", "INTERLEAVE_DATA_DIR", "SERVER_SERVLET_CONTEXT_PATH"})
    void theSchemaKeepsTheChartsOwnVariables(String name) {
        assertThatThrownBy(() -> HelmChart.template()
                        .set("extraEnv[0].name", name)
                        .set("extraEnv[0].value", "x")
                        .call())
                .hasMessageContaining("at '/extraEnv/0/name': 'not' failed");
    }

    @Test
    void runsExactlyOneInstanceWithItsOwnDisk() throws IOException {
        V1StatefulSetSpec spec = statefulSet("defaults.yaml");

        assertThat(spec.getReplicas()).isEqualTo(1);
        assertThat(requireNonNull(spec.getVolumeClaimTemplates()))
                .singleElement()
                .satisfies(claim -> {
                    assertThat(requireNonNull(claim.getMetadata()).getName()).isEqualTo("data");
                    assertThat(requireNonNull(claim.getSpec()).getAccessModes()).containsExactly("ReadWriteOnce");
                });
        assertThat(requireNonNull(container(spec).getVolumeMounts()))
                .anySatisfy(mount -> assertThat(mount.getMountPath()).isEqualTo("/data"));
    }

    @Test
    void keepsDataInThePodWhenPersistenceIsOff() throws IOException {
        V1StatefulSetSpec spec = statefulSet("ephemeral.yaml");

        assertThat(spec.getVolumeClaimTemplates()).isNullOrEmpty();
        assertThat(requireNonNull(podOf(spec).getVolumes()))
                .extracting(V1Volume::getName)
                .contains("data");
    }

    @ParameterizedTest
    @ValueSource(strings = {"defaults.yaml", "everything.yaml", "ephemeral.yaml"})
    void meetsTheRestrictedPodSecurityStandard(String values) throws IOException {
        // given
        V1PodSpec pod = podOf(statefulSet(values));
        V1PodSecurityContext ofPod = requireNonNull(pod.getSecurityContext());
        V1SecurityContext ofContainer =
                requireNonNull(container(statefulSet(values)).getSecurityContext());

        // then
        assertThat(ofPod.getRunAsNonRoot()).isTrue();
        assertThat(ofPod.getRunAsUser()).isPositive();
        assertThat(requireNonNull(ofPod.getSeccompProfile()).getType()).isEqualTo("RuntimeDefault");
        assertThat(ofContainer.getAllowPrivilegeEscalation()).isFalse();
        assertThat(ofContainer.getReadOnlyRootFilesystem()).isTrue();
        assertThat(requireNonNull(ofContainer.getCapabilities()).getDrop()).containsExactly("ALL");
        assertThat(requireNonNull(ofContainer.getCapabilities()).getAdd()).isNullOrEmpty();
    }

    @Test
    void holdsNoKeyToTheCluster() throws IOException {
        // given
        V1PodSpec pod = podOf(statefulSet("defaults.yaml"));
        V1ServiceAccount account = object("ServiceAccount", V1ServiceAccount.class, "defaults.yaml");

        // then
        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        assertThat(pod.getEnableServiceLinks()).isFalse();
        assertThat(account.getAutomountServiceAccountToken()).isFalse();
        assertThat(pod.getServiceAccountName())
                .isEqualTo(requireNonNull(account.getMetadata()).getName());
    }

    @Test
    void staysInsideTheClusterAndFindsItsPod() throws IOException {
        // given
        V1Service service = object("Service", V1Service.class, "defaults.yaml");
        Map<String, String> podLabels = requireNonNull(
                requireNonNull(statefulSet("defaults.yaml").getTemplate().getMetadata())
                        .getLabels());

        // then
        assertThat(requireNonNull(service.getSpec()).getType()).isEqualTo("ClusterIP");
        assertThat(podLabels)
                .containsAllEntriesOf(requireNonNull(service.getSpec().getSelector()));
    }

    @Test
    void runsTheImageAsItsDockerfileMeansIt() throws IOException {
        // given
        Dockerfile dockerfile = Dockerfile.ofProject();
        V1StatefulSetSpec spec = statefulSet("defaults.yaml");

        // then
        assertThat(settings(spec)).containsAllEntriesOf(dockerfile.environment());
        assertThat(requireNonNull(container(spec).getPorts()))
                .singleElement()
                .satisfies(port -> assertThat(port.getContainerPort())
                        .hasToString(dockerfile.serviceStage().only("EXPOSE")));
        V1PodSecurityContext security = requireNonNull(podOf(spec).getSecurityContext());
        assertThat(security.getRunAsUser() + ":" + security.getRunAsGroup())
                .isEqualTo(dockerfile.serviceStage().only("USER"));
    }

    @Test
    void asksTheHealthGroupsOfTheService() throws IOException {
        V1Container container = container(statefulSet("defaults.yaml"));

        assertThat(path(container.getStartupProbe())).isEqualTo("/actuator/health/liveness");
        assertThat(path(container.getLivenessProbe())).isEqualTo("/actuator/health/liveness");
        assertThat(path(container.getReadinessProbe())).isEqualTo("/actuator/health/readiness");
    }

    @Test
    void leavesSettingsThatAreNotGivenToTheService() throws IOException {
        assertThat(settings(statefulSet("defaults.yaml")))
                .containsOnlyKeys("SERVER_ADDRESS", "SERVER_PORT", "INTERLEAVE_DATA_DIR");
    }

    @Test
    void handsOverSettingsAsEnvironmentVariables() throws IOException {
        assertThat(settings(statefulSet("settings.yaml")))
                .containsEntry("INTERLEAVE_LIMITS_MAX_N", "1000000")
                .containsEntry("INTERLEAVE_LIMITS_QUEUE_CAPACITY", "50000000")
                .containsEntry("INTERLEAVE_EVENT_LOOP_SCHEDULING", "sequential")
                .containsEntry("INTERLEAVE_RETENTION_FINISHED_JOBS", "P1DT12H")
                .containsEntry("INTERLEAVE_QUOTA_REQUESTS_PER_SECOND", "1000000")
                .containsEntry("INTERLEAVE_QUOTA_REQUEST_BURST", "50")
                .containsEntry("INTERLEAVE_QUOTA_JOBS_IN_FLIGHT", "50000000")
                .containsEntry("INTERLEAVE_QUOTA_QUEUED_JOBS", "0")
                .containsEntry("INTERLEAVE_QUOTA_LOOP_TIME_PER_HOUR", "PT30M")
                .containsEntry("INTERLEAVE_QUOTA_STORED_RESULTS", "10GB")
                .containsEntry(
                        "SPRING_APPLICATION_JSON",
                        "{\"interleave\":{\"quota\":{\"owners\":{\"[team-a]\":{\"jobsInFlight\":50000000},"
                                + "\"[team.b_2]\":{\"unlimited\":true}}}}}")
                .containsEntry("LOGGING_LEVEL_ROOT", "WARN");
    }

    @Test
    void prefersADigestToATag() throws IOException {
        assertThat(container(statefulSet("defaults.yaml")).getImage()).isEqualTo("interleave:0.1.0");
        assertThat(container(statefulSet("everything.yaml")).getImage())
                .isEqualTo("registry.example/tools/interleave@sha256:" + "0123456789abcdef".repeat(4));
    }

    @ParameterizedTest
    @ValueSource(strings = {"defaults.yaml", "ephemeral.yaml"})
    void saysWhereTheKeyIs(String values) {
        assertThat(HelmChart.notesWith(values))
                .contains(
                        "Every request needs an API key.",
                        "logs statefulset/demo-interleave",
                        "service/demo-interleave 8080:8080");
    }

    @Test
    void takesKeysFromASecret() throws IOException {
        V1EnvVar keys = requireNonNull(container(statefulSet("everything.yaml")).getEnv()).stream()
                .filter(variable -> variable.getName().equals("INTERLEAVE_SECURITY_APIKEYS"))
                .findFirst()
                .orElseThrow();

        assertThat(requireNonNull(keys.getValueFrom()).getSecretKeyRef())
                .isEqualTo(new V1SecretKeySelector().name("our-keys").key("interleave.keys"));
    }

    @Test
    void takesTokensOfAnIssuer() throws IOException {
        assertThat(settings(statefulSet("everything.yaml")))
                .containsEntry("SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_ISSUERURI", "https://issuer.example/main")
                .containsEntry("SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_AUDIENCES", "interleave,jobs")
                .containsEntry("INTERLEAVE_SECURITY_JWT_ROLECLAIMS", "realm_access.roles")
                .containsEntry("INTERLEAVE_SECURITY_JWT_ROLEPREFIX", "jobs:");
        assertThat(settings(statefulSet("defaults.yaml"))).doesNotContainKey("INTERLEAVE_SECURITY_JWT_ROLEPREFIX");
    }

    private static V1StatefulSetSpec statefulSet(String values) throws IOException {
        return requireNonNull(object("StatefulSet", V1StatefulSet.class, values).getSpec());
    }

    private static <T> T object(String kind, Class<T> type, String values) throws IOException {
        return type.cast(HelmChart.only(kind, HelmChart.renderedWith(values)).read());
    }

    private static void read(List<KubernetesObject> objects) throws IOException {
        for (KubernetesObject object : objects) {
            object.read();
        }
    }

    private static V1PodSpec podOf(V1StatefulSetSpec spec) {
        return requireNonNull(spec.getTemplate().getSpec());
    }

    private static V1Container container(V1StatefulSetSpec spec) {
        return podOf(spec).getContainers().getFirst();
    }

    private static Map<String, String> settings(V1StatefulSetSpec spec) {
        return requireNonNull(container(spec).getEnv()).stream()
                .filter(variable -> variable.getValue() != null)
                .collect(Collectors.toMap(V1EnvVar::getName, variable -> requireNonNull(variable.getValue())));
    }

    private static String path(@Nullable V1Probe probe) {
        return requireNonNull(requireNonNull(requireNonNull(probe).getHttpGet()).getPath());
    }
}
