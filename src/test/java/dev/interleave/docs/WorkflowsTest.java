package dev.interleave.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Checks the files in `.github` against the part of GitHub's schemas that they use.
class WorkflowsTest {

    private static final Path GITHUB = Path.of(".github");
    private static final Set<String> WORKFLOW_KEYS =
            Set.of("name", "on", "permissions", "concurrency", "env", "defaults", "jobs", "run-name");
    private static final Set<String> EVENTS =
            Set.of("push", "pull_request", "workflow_dispatch", "schedule", "release", "workflow_call");
    private static final Set<String> JOB_KEYS = Set.of(
            "name",
            "needs",
            "if",
            "runs-on",
            "permissions",
            "env",
            "steps",
            "strategy",
            "timeout-minutes",
            "services",
            "outputs",
            "concurrency",
            "environment",
            "container",
            "continue-on-error",
            "defaults");
    private static final Set<String> STEP_KEYS = Set.of(
            "id",
            "name",
            "if",
            "uses",
            "with",
            "run",
            "env",
            "shell",
            "working-directory",
            "timeout-minutes",
            "continue-on-error");
    private static final Set<String> FORM_ELEMENTS = Set.of("markdown", "textarea", "input", "dropdown", "checkboxes");
    private static final String PINNED = "[\\w.-]+/[\\w./-]+@(v\\d+\\.\\d+\\.\\d+|[0-9a-f]{40})";
    private static final Pattern SCRIPT = Pattern.compile("(?m)^\\s*((?:\\.ci|src)/[\\w./-]+)");

    @ParameterizedTest
    @MethodSource("workflows")
    void workflowHasTheStructureOfGitHub(Path file) {
        JsonNode workflow = read(file);

        assertThat(WORKFLOW_KEYS).containsAll(workflow.propertyNames());
        assertThat(EVENTS).containsAll(workflow.required("on").propertyNames());
        assertThat(workflow.required("permissions").propertyNames()).isNotEmpty();
        assertThat(workflow.required("jobs").propertyNames()).isNotEmpty();
        for (JsonNode job : workflow.required("jobs")) {
            assertThat(JOB_KEYS).containsAll(job.propertyNames());
            assertThat(job.required("runs-on").asString()).doesNotContain("latest");
            assertThat(job.required("timeout-minutes").asInt()).isBetween(1, 360);
            assertThat(job.required("steps")).isNotEmpty();
            for (JsonNode step : job.required("steps")) {
                assertThat(STEP_KEYS).containsAll(step.propertyNames());
                assertThat(step.has("uses")).as("%s", step).isNotEqualTo(step.has("run"));
                if (step.has("uses")) {
                    assertThat(step.get("uses").asString()).matches(PINNED);
                } else {
                    assertThat(step.required("name").asString()).isNotBlank();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void workflowRunsTheScriptsOfTheProject(Path file) {
        List<String> scripts = commands(file)
                .flatMap(run -> SCRIPT.matcher(run).results().map(MatchResult::group))
                .map(String::strip)
                .toList();

        assertThat(scripts)
                .contains(".ci/run")
                .allSatisfy(script -> assertThat(Path.of(script)).isExecutable());
    }

    @Test
    void workflowsUseTheJavaVersionOfThePom() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        MatchResult version = Pattern.compile("<java.version>(\\d+)</java.version>")
                .matcher(pom)
                .results()
                .findFirst()
                .orElseThrow();

        for (Path file : workflows()) {
            assertThat(read(file).findValuesAsString("java-version")).containsExactly(version.group(1));
        }
    }

    @Test
    void dependabotUpdatesMavenDockerAndActions() {
        JsonNode dependabot = read(GITHUB.resolve("dependabot.yml"));

        assertThat(dependabot.required("version").asInt()).isEqualTo(2);
        assertThat(dependabot.findValuesAsString("package-ecosystem"))
                .containsExactlyInAnyOrder("maven", "docker", "github-actions");
        for (JsonNode update : dependabot.required("updates")) {
            assertThat(update.required("directory").asString()).isEqualTo("/");
            assertThat(update.required("schedule").required("interval").asString())
                    .isIn("daily", "weekly", "monthly");
        }
    }

    @Test
    void issueFormsHaveTheStructureOfGitHub() throws IOException {
        for (Path file : yaml(GITHUB.resolve("ISSUE_TEMPLATE"))) {
            if (!file.endsWith("config.yml")) {
                JsonNode form = read(file);
                assertThat(form.required("name").asString()).isNotBlank();
                assertThat(form.required("description").asString()).isNotBlank();
                for (JsonNode element : form.required("body")) {
                    assertThat(element.required("type").asString()).isIn(FORM_ELEMENTS);
                    assertThat(element.required("id").asString()).matches("[a-z-]+");
                    assertThat(element.at("/attributes/label").asString()).isNotBlank();
                }
            }
        }
    }

    static List<Path> workflows() throws IOException {
        return yaml(GITHUB.resolve("workflows"));
    }

    private static List<Path> yaml(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".yml"))
                    .sorted()
                    .toList();
        }
    }

    private static Stream<String> commands(Path file) {
        return read(file).findValuesAsString("run").stream();
    }

    /// Reads YAML as GitHub does: `on` is a text, not a boolean.
    private static JsonNode read(Path file) {
        LoaderOptions options = new LoaderOptions();
        DumperOptions dumper = new DumperOptions();
        Yaml yaml = new Yaml(new SafeConstructor(options), new Representer(dumper), dumper, options, new TextualOn());
        try {
            return JsonMapper.shared().valueToTree(yaml.load(Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class TextualOn extends Resolver {

        @Override
        public void addImplicitResolver(Tag tag, Pattern regexp, String first, int limit) {
            Pattern pattern = tag.equals(Tag.BOOL) ? Pattern.compile("true|false") : regexp;
            super.addImplicitResolver(tag, pattern, tag.equals(Tag.BOOL) ? "tf" : first, limit);
        }
    }
}
