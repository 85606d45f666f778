package dev.interleave.shipping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Checks the SBOM of the packaged service.
class SbomIT {

    private static final String KEY = "a-key-of-an-admin-for-the-sbom-01";
    private static final String SBOM = "/actuator/sbom/application";

    @TempDir
    private Path folder;

    @Test
    void listsTheLibrariesOfTheJarToAdmins() throws Exception {
        Map<String, String> environment = Map.of("INTERLEAVE_SECURITY_APIKEYS", KEY);
        try (PackagedService service = PackagedService.start(QuickStart.command(), environment, folder)) {
            service.awaitUp("/actuator/health");
            assertThat(service.get(SBOM).statusCode()).isEqualTo(401);
            service.useKey(KEY);
            assertThat(service.get("/actuator/sbom").body()).contains("application");

            JsonNode sbom = JsonMapper.shared().readTree(service.get(SBOM).body());
            assertThat(sbom.get("bomFormat").asString()).isEqualTo("CycloneDX");
            assertThat(files(sbom)).containsAll(filesInTheJar());
            assertThat(sbom.toString()).doesNotContain("rest-assured", "junit");
            // or two builds of the same sources would differ
            assertThat(sbom.has("serialNumber")).isFalse();
            assertThat(sbom.get("metadata").has("timestamp")).isFalse();
        }
    }

    private static Set<String> files(JsonNode sbom) {
        Set<String> files = new TreeSet<>();
        sbom.get("components")
                .forEach(part -> files.add(
                        part.get("name").asString() + "-" + part.get("version").asString() + ".jar"));
        return files;
    }

    /// The tools of Spring Boot are added by its packaging, and not in the SBOM.
    private static Set<String> filesInTheJar() throws IOException {
        try (JarFile jar = new JarFile(PackagedService.jar().toFile())) {
            Set<String> files = jar.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.matches("BOOT-INF/lib/.*\\.jar"))
                    .map(name -> name.substring("BOOT-INF/lib/".length()))
                    .filter(name -> !name.startsWith("spring-boot-jarmode-tools"))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(files).hasSizeGreaterThan(50);
            return files;
        }
    }
}
