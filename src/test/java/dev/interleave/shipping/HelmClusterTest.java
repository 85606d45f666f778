package dev.interleave.shipping;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.TemplateCommand;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1DeploymentSpec;
import io.kubernetes.client.openapi.models.V1EnvVar;
import io.kubernetes.client.openapi.models.V1PodSpec;
import io.kubernetes.client.openapi.models.V1SecretKeySelector;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The chart with many instances on PostgreSQL, and with all that it can add for operators.
class HelmClusterTest {

    private static final String ALL = "postgresql.yaml";
    private static final String SMALL = "cloudnativepg.yaml";

    @Test
    void rendersWhatIsSwitchedOn() throws IOException {
        assertThat(HelmChart.renderedWith(SMALL))
                .extracting(KubernetesObject::kind)
                .containsExactlyInAnyOrder(
                        "ServiceAccount", "Service", "Deployment", "PodDisruptionBudget", "NetworkPolicy");
        assertThat(HelmChart.renderedWith(ALL))
                .extracting(KubernetesObject::kind)
                .containsExactlyInAnyOrder(
                        "ServiceAccount",
                        "Service",
                        "Deployment",
                        "HorizontalPodAutoscaler",
                        "PodDisruptionBudget",
                        "NetworkPolicy",
                        "ServiceMonitor",
                        "PrometheusRule",
                        "ConfigMap",
                        "Ingress",
                        "HTTPRoute");
        for (KubernetesObject object : HelmChart.renderedWith(ALL)) {
            assertThat(object.read()).isNotNull();
        }
    }

    @Test
    void misspeltFieldsOfCustomObjectsWouldBeNoticed() {
        String manifest =
                HelmChart.template().withValuesFile(HelmChart.testValues(ALL)).call();
        for (String field : List.of("backendRefs", "endpoints", "alert:")) {
            List<KubernetesObject> objects = HelmChart.parse(manifest.replace(field, "x" + field));

            assertThatThrownBy(() -> {
                        for (KubernetesObject object : objects) {
                            object.read();
                        }
                    })
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void takesTheDatabaseAndTheKeyFromSecrets() throws IOException {
        Map<String, V1EnvVar> environment = environment(ALL);

        assertThat(requireNonNull(environment.get("SPRING_DATASOURCE_URL")).getValue())
                .isEqualTo("jdbc:postgresql://db.lab:5432/sums");
        assertSecret(environment, "SPRING_DATASOURCE_USERNAME", "database-login", "user");
        assertSecret(environment, "SPRING_DATASOURCE_PASSWORD", "database-login", "pass");
        assertSecret(environment, "INTERLEAVE_WEBHOOKS_SECRET_KEY", "webhook-key", "secret-key");
        assertThat(requireNonNull(environment.get("INTERLEAVE_WEBHOOKS_ALLOWED_NETWORKS"))
                        .getValue())
                .isEqualTo("10.9.0.0/16,10.8.0.0/16");

        Map<String, V1EnvVar> ofCluster = environment(SMALL);
        assertThat(requireNonNull(ofCluster.get("SPRING_DATASOURCE_URL")).getValue())
                .isEqualTo("jdbc:postgresql://sums-db-rw:5432/app");
        assertSecret(ofCluster, "SPRING_DATASOURCE_PASSWORD", "sums-db-app", "password");
    }

    @Test
    void neverHasFewerInstancesInARollingUpdateAndLetsThemFinish() throws IOException {
        V1DeploymentSpec spec = deployment(SMALL);
        var update = requireNonNull(requireNonNull(spec.getStrategy()).getRollingUpdate());

        assertThat(spec.getReplicas()).isEqualTo(2);
        assertThat(requireNonNull(update.getMaxUnavailable()).getIntValue()).isZero();
        assertThat(requireNonNull(update.getMaxSurge()).getIntValue()).isEqualTo(1);
        var stop = requireNonNull(requireNonNull(container(spec).getLifecycle()).getPreStop());
        assertThat(requireNonNull(stop.getExec()).getCommand()).containsExactly("sleep", "5");
        assertThat(pod(spec).getTerminationGracePeriodSeconds()).isGreaterThanOrEqualTo(45);
        assertThat(deployment(ALL).getReplicas()).as("the autoscaler's").isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {ALL, SMALL})
    void meetsTheRestrictedPodSecurityStandard(String values) throws IOException {
        for (V1PodSpec pod : List.of(pod(deployment(values)), testPod(values))) {
            var security = requireNonNull(pod.getContainers().getFirst().getSecurityContext());

            assertThat(requireNonNull(pod.getSecurityContext()).getRunAsNonRoot())
                    .isTrue();
            assertThat(requireNonNull(pod.getSecurityContext().getSeccompProfile())
                            .getType())
                    .isEqualTo("RuntimeDefault");
            assertThat(security.getAllowPrivilegeEscalation()).isFalse();
            assertThat(security.getReadOnlyRootFilesystem()).isTrue();
            assertThat(requireNonNull(security.getCapabilities()).getDrop()).containsExactly("ALL");
            assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        }
    }

    @Test
    void helmTestAsksTheServiceWhetherItIsReady() throws IOException {
        V1Container container = testPod(ALL).getContainers().getFirst();

        assertThat(container.getImage()).isEqualTo("registry.example/curl:1");
        assertThat(requireNonNull(container.getCommand()))
                .startsWith("curl")
                .endsWith("http://demo-interleave.lab.svc:8080/actuator/health/readiness");
    }

    @Test
    void spreadsInstances() throws IOException {
        V1PodSpec pod = pod(deployment(ALL));

        assertThat(requireNonNull(pod.getTopologySpreadConstraints()))
                .extracting(spread -> spread.getTopologyKey() + " " + spread.getWhenUnsatisfiable())
                .containsExactly("kubernetes.io/hostname DoNotSchedule", "topology.kubernetes.io/zone DoNotSchedule");
        assertThat(pod.getNodeSelector()).containsEntry("disk", "fast");
        assertThat(requireNonNull(pod.getTolerations())).hasSize(1);
    }

    @Test
    void scalesByTheLoopAndTheQueue() {
        JsonNode hpa = json("HorizontalPodAutoscaler", ALL);

        assertThat(hpa.at("/spec/scaleTargetRef/kind").asString()).isEqualTo("Deployment");
        assertThat(hpa.at("/spec/maxReplicas").asInt()).isEqualTo(20);
        assertThat(hpa.at("/spec/metrics/0/resource/target/averageValue").asString())
                .isEqualTo("800m");
        assertThat(hpa.at("/spec/metrics/1/external/metric/name").asString()).isEqualTo("interleave_jobs_queued");
        assertThat(hpa.at("/spec/metrics/1/external/target/averageValue").asString())
                .isEqualTo("2000000");
    }

    /// Deliveries may go to any public address, and to none that a cluster or its nodes may have.
    @ParameterizedTest
    @CsvSource({
        "10.0.0.1, false", "10.255.255.255, false", "172.16.0.1, false", "172.31.9.9, false", "192.168.1.1, false",
        "169.254.169.254, false", "100.64.0.1, false", "93.184.216.34, true", "172.32.0.1, true", "8.8.8.8, true",
        "fd00::1, false", "fe80::1, false", "2606:2800:220:1::1, true"
    })
    void deliveriesDoNotReachTheCluster(String address, boolean allowed) throws IOException {
        JsonNode egress = json("NetworkPolicy", ALL).at("/spec/egress");
        JsonNode world = egress.path(egress.size() - 1).path("to");
        InetAddress target = InetAddress.ofLiteral(address);
        boolean reached = false;
        for (JsonNode peer : world) {
            boolean inside = contains(peer.at("/ipBlock/cidr").asString(), target);
            for (JsonNode except : peer.at("/ipBlock/except")) {
                inside &= !contains(except.asString(), target);
            }
            reached |= inside;
        }

        assertThat(reached).isEqualTo(allowed);
        assertThat(egress.path(1).at("/ports/0/port").asInt()).isEqualTo(6432);
        assertThat(egress.path(1).at("/to/0/podSelector/matchLabels/app").asString())
                .isEqualTo("db");
    }

    @Test
    void reachesWhatTheOperatorAdds() {
        JsonNode collector = json("NetworkPolicy", ALL).at("/spec/egress/2");

        assertThat(collector.at("/to/0/namespaceSelector/matchLabels/name").asString())
                .isEqualTo("tracing");
        assertThat(collector.at("/ports/0/port").asInt()).isEqualTo(4318);
    }

    @Test
    void scrapesWithTheKeyOfAnAdmin() {
        JsonNode credentials = json("ServiceMonitor", ALL).at("/spec/endpoints/0/authorization/credentials");

        assertThat(credentials.path("name").asString()).isEqualTo("scraper");
        assertThat(credentials.path("key").asString()).isEqualTo("admin");
    }

    @Test
    void saysWhereTheKeyIs() {
        assertThat(HelmChart.notesWith(ALL))
                .contains("logs deployment/demo-interleave", "-H \"Authorization: Bearer $KEY\"", "sums.example.com");
    }

    @Test
    void carriesTheAlertsAndTheDashboardOfTheProject() throws IOException {
        JsonNode rule = json("PrometheusRule", ALL);
        JsonNode alerts = JsonMapper.shared()
                .valueToTree(yaml(Files.readString(HelmChart.FOLDER.resolve("alerts/interleave.yaml"))));
        assertThat(rule.path("spec")).isEqualTo(alerts);
        assertThat(rule.at("/metadata/labels/release").asString()).isEqualTo("prometheus");

        JsonNode map = json("ConfigMap", ALL);
        assertThat(JsonMapper.shared().readTree(map.at("/data/interleave.json").asString()))
                .isEqualTo(JsonMapper.shared()
                        .readTree(Files.readString(HelmChart.FOLDER.resolve("dashboards/interleave.json"))));
        assertThat(map.at("/metadata/labels/grafana_dashboard").asString()).isEqualTo("1");
    }

    @Test
    void leadsFromOutsideToTheServiceAndNotToItsFigures() {
        JsonNode ingress = json("Ingress", ALL);
        JsonNode route = json("HTTPRoute", ALL);

        assertThat(ingress.at("/spec/rules/0/host").asString()).isEqualTo("sums.example.com");
        assertThat(ingress.at("/spec/tls/0/secretName").asString()).isEqualTo("sums-tls");
        assertThat(route.at("/spec/parentRefs/0/namespace").asString()).isEqualTo("gateways");
        assertThat(ingress.toString() + route).contains("/v1").doesNotContain("actuator", "\"path\":\"/\"");
    }

    @Test
    void theContextPathIsInAllPaths() {
        List<String> paths = new ArrayList<>();
        for (KubernetesObject object : HelmChart.parse(HelmChart.template()
                .withValuesFile(HelmChart.testValues(ALL))
                .set("config.contextPath", "/queue")
                .set("config.publicUrl", "https://jobs.example/queue")
                .call())) {
            JsonNode json = JsonMapper.shared().readTree(object.json());
            json.findValues("path").stream().filter(JsonNode::isString).forEach(path -> paths.add(path.asString()));
            json.findValues("value").stream()
                    .filter(value -> value.isString() && value.asString().startsWith("/"))
                    .filter(value -> !value.asString().equals("/data"))
                    .forEach(path -> paths.add(path.asString()));
        }

        assertThat(paths)
                .contains(
                        "/queue/actuator/health/liveness",
                        "/queue/actuator/health/readiness",
                        "/queue/actuator/prometheus",
                        "/queue/v1",
                        "/queue/dashboard",
                        "/queue")
                .allMatch(path -> path.startsWith("/queue"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "postgresql.enabled=true | /webhooks/existingSecret",
                "postgresql.enabled=true,webhooks.existingSecret=k | /postgresql",
                "postgresql.enabled=true,webhooks.existingSecret=k,postgresql.url=jdbc:postgresql://x/y | /postgresql",
                "postgresql.url=jdbc:postgresql://user@x/y | /postgresql/url",
                "postgresql.url=jdbc:mysql://x/y | /postgresql/url",
                "autoscaling.enabled=true | /autoscaling/enabled",
                "autoscaling.cpu=much | /autoscaling/cpu",
                "ingress.enabled=true | /ingress/host",
                "gateway.enabled=true | /gateway/parentRefs",
                "networkPolicy.ownNetworks[0]=everything | /networkPolicy/ownNetworks/0",
                "topologySpread.whenUnsatisfiable=Never | /topologySpread/whenUnsatisfiable",
                "networkPolicy.enabled=true,networkPolicy.extraEgress[0].ports[0].port=1 | /networkPolicy/extraEgress/0",
                "metrics.serviceMonitor.keySecret.name=k | /metrics/serviceMonitor/keySecret",
                "metrics.serviceMonitor.interval=often | /metrics/serviceMonitor/interval",
                "podDisruptionBudget.maxUnavailable=0 | /podDisruptionBudget/maxUnavailable",
                "terminationGracePeriodSeconds=44 | /terminationGracePeriodSeconds",
                "config.maxN=100000001 | /config/maxN",
            })
    void theSchemaRefusesWhatCannotWork(String settings, String place) {
        TemplateCommand template = HelmChart.template();
        for (String setting : settings.strip().split(",")) {
            String[] parts = setting.split("=", 2);
            template.set(parts[0], parts[1]);
        }

        assertThatThrownBy(template::call)
                .hasMessageContaining("values don't meet the specifications of the schema")
                .hasMessageContaining("'" + place.strip() + "'");
    }

    @Test
    void theSchemaDescribesEveryValue() throws IOException {
        JsonNode schema =
                JsonMapper.shared().readTree(Files.readString(HelmChart.FOLDER.resolve("values.schema.json")));
        Object values = yaml(Files.readString(HelmChart.FOLDER.resolve("values.yaml")));
        List<String> undescribed = new ArrayList<>();
        collect("", JsonMapper.shared().valueToTree(values), schema, schema, undescribed);

        assertThat(undescribed).isEmpty();
    }

    private static void collect(
            String place, JsonNode values, JsonNode schema, JsonNode root, List<String> undescribed) {
        for (Map.Entry<String, JsonNode> value : values.properties()) {
            String name = place + "/" + value.getKey();
            JsonNode property = resolved(schema, root).at("/properties/" + value.getKey());
            if (property.isMissingNode() && schema.has("additionalProperties")) {
                continue;
            }
            if (!property.has("description") && !resolved(property, root).has("description")) {
                undescribed.add(name);
            }
            if (value.getValue().isObject()) {
                collect(name, value.getValue(), property, root, undescribed);
            }
        }
    }

    private static JsonNode resolved(JsonNode schema, JsonNode root) {
        JsonNode reference = schema.has("allOf") ? schema.at("/allOf/0/$ref") : schema.path("$ref");
        return reference.isString() ? root.at(reference.asString().substring(1)) : schema;
    }

    private static boolean contains(String network, InetAddress address) throws IOException {
        String[] parts = network.split("/");
        byte[] base = InetAddress.ofLiteral(parts[0]).getAddress();
        byte[] other = address.getAddress();
        if (base.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < Integer.parseInt(parts[1]); bit++) {
            int mask = 0x80 >> bit % 8;
            if ((base[bit / 8] & mask) != (other[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    private static void assertSecret(Map<String, V1EnvVar> environment, String variable, String name, String key) {
        V1SecretKeySelector secret = requireNonNull(
                requireNonNull(requireNonNull(environment.get(variable)).getValueFrom())
                        .getSecretKeyRef());

        assertThat(secret.getName()).isEqualTo(name);
        assertThat(secret.getKey()).isEqualTo(key);
    }

    private static Map<String, V1EnvVar> environment(String values) throws IOException {
        Map<String, V1EnvVar> environment = new HashMap<>();
        requireNonNull(container(deployment(values)).getEnv()).forEach(one -> environment.put(one.getName(), one));
        return environment;
    }

    private static V1DeploymentSpec deployment(String values) throws IOException {
        var deployment = (io.kubernetes.client.openapi.models.V1Deployment)
                HelmChart.only("Deployment", HelmChart.renderedWith(values)).read();
        return requireNonNull(deployment.getSpec());
    }

    private static V1PodSpec pod(V1DeploymentSpec spec) {
        return requireNonNull(spec.getTemplate().getSpec());
    }

    private static V1PodSpec testPod(String values) throws IOException {
        var pod = (io.kubernetes.client.openapi.models.V1Pod)
                HelmChart.only("Pod", HelmChart.testsRenderedWith(values)).read();
        return requireNonNull(pod.getSpec());
    }

    private static V1Container container(V1DeploymentSpec spec) {
        return pod(spec).getContainers().getFirst();
    }

    private static JsonNode json(String kind, String values) {
        return JsonMapper.shared()
                .readTree(HelmChart.only(kind, HelmChart.renderedWith(values)).json());
    }

    private static Object yaml(String text) {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
    }
}
