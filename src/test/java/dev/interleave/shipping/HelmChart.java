package dev.interleave.shipping;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// The project's Helm chart and what it renders.
final class HelmChart {

    static final Path FOLDER = Path.of("helm/interleave");

    private HelmChart() {}

    static Helm helm() {
        return new Helm(FOLDER);
    }

    /// Renders the chart with the values of a file in `src/test/resources/helm`.
    static List<KubernetesObject> renderedWith(String valuesFile) {
        return parse(template().withValuesFile(testValues(valuesFile)).call());
    }

    /// Renders what `helm test` runs, which is no hook then: the library leaves hooks out.
    static List<KubernetesObject> testsRenderedWith(String valuesFile) throws IOException {
        Path copy = Files.createTempDirectory("chart");
        try (Stream<Path> files = Files.walk(FOLDER)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = copy.resolve(FOLDER.relativize(file));
                Files.createDirectories(target.getParent());
                Files.writeString(target, Files.readString(file).replace("helm.sh/hook", "example.com/hook"));
            }
        }
        return parse(new Helm(copy)
                .template()
                .withName("demo")
                .withNamespace("lab")
                .withValuesFile(testValues(valuesFile))
                .call());
    }

    /// The notes that Helm prints after an installation.
    static String notesWith(String valuesFile) {
        return helm().install()
                .withName("demo")
                .withNamespace("lab")
                .withValuesFile(testValues(valuesFile))
                .clientOnly()
                .dryRun()
                .call()
                .getOutput();
    }

    static TemplateCommand template() {
        return helm().template().withName("demo").withNamespace("lab");
    }

    static Path testValues(String valuesFile) {
        return Path.of("src/test/resources/helm", valuesFile).toAbsolutePath();
    }

    static List<KubernetesObject> parse(String manifests) {
        Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
        return StreamSupport.stream(yaml.loadAll(manifests).spliterator(), false)
                .filter(document -> document instanceof Map<?, ?>)
                .map(document -> new KubernetesObject((Map<?, ?>) document))
                .toList();
    }

    static KubernetesObject only(String kind, List<KubernetesObject> objects) {
        return objects.stream()
                .filter(object -> object.kind().equals(kind))
                .reduce((one, other) -> {
                    throw new IllegalStateException("more than one " + kind);
                })
                .orElseThrow();
    }
}
