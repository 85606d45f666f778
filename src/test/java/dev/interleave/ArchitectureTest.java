package dev.interleave;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.stereotype.Component;

/// Checks the boundaries of modules and packages.
class ArchitectureTest {

    private static final String BASE = ServiceClasses.BASE;
    private static final JavaClasses MAIN = ServiceClasses.all();

    @Test
    void modulesUseOnlyWhatTheyDeclare() {
        ApplicationModules.of(InterleaveApplication.class).verify();
    }

    @Test
    void noCyclesBetweenPackages() {
        slices().assignedFrom(new FullPackageName()).should().beFreeOfCycles().check(MAIN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"eventloop", "arithmetic"})
    void innermostModulesSeeTheJdkOnly(String module) {
        seesTheJdkAnd(BASE + "." + module, BASE + "." + module);
    }

    /// A program can name nothing that its machine does not see.
    @Test
    void languageSeesTheJdkAndArithmeticOnly() {
        seesTheJdkAnd(BASE + ".language", BASE + ".arithmetic");
    }

    private static void seesTheJdkAnd(String here, String other) {
        noClasses()
                .that()
                .resideInAPackage(here + "..")
                .and()
                .doNotHaveSimpleName("package-info")
                .should()
                .dependOnClassesThat(
                        are(not(resideInAnyPackage("java..", here + "..", other + "..", "org.jspecify.annotations"))))
                .check(MAIN);
    }

    @Test
    void noJdkInternals() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jdk.internal..", "sun..")
                .check(MAIN);
    }

    /// The clocks of instances can differ by any time.
    @Test
    void schedulesUseTheClockOfTheDatabase() {
        noClasses()
                .that()
                .resideInAPackage(BASE + ".schedule..")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(InstantSource.class)
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(MAIN);
    }

    /// The application scans some packages only. A component elsewhere would be missing from the context.
    @Test
    void componentsAreWhereTheApplicationLooks() {
        SpringBootApplication application = InterleaveApplication.class.getAnnotation(SpringBootApplication.class);
        String[] scanned = Stream.of(application.scanBasePackages())
                .map(name -> name + "..")
                .toArray(String[]::new);
        Class<?>[] imported =
                InterleaveApplication.class.getAnnotation(Import.class).value();
        classes()
                .that()
                .areMetaAnnotatedWith(Component.class)
                .and()
                .doNotBelongToAnyOf(InterleaveApplication.class)
                .and()
                .doNotBelongToAnyOf(imported)
                .should()
                .resideInAnyPackage(scanned)
                .check(MAIN);
    }

    @Test
    void noFieldInjection() {
        noFields()
                .should()
                .beAnnotatedWith(Autowired.class)
                .orShould()
                .beAnnotatedWith("jakarta.inject.Inject")
                .orShould()
                .beAnnotatedWith("jakarta.annotation.Resource")
                .orShould()
                .beAnnotatedWith("org.springframework.beans.factory.annotation.Value")
                .check(MAIN);
    }

    /// The default locale has other digits in Arabic, and other cases in Turkish. Text for machines never depends on
    /// it, nor on the default charset or time zone.
    @Test
    void noDependenceOnDefaultLocaleCharsetOrTimeZone() {
        noClasses().should(DefaultsOfTheSystem.callMethods()).check(MAIN);
    }

    @Test
    void modulesDoNotKnowTheirAdapters() {
        Set<String> packages = MAIN.stream()
                .map(type -> type.getPackageName())
                .filter(name -> name.matches(BASE + "\\.[a-z]+\\.(web|jdbc)"))
                .collect(Collectors.toCollection(TreeSet::new));
        for (String adapter : packages) {
            noClasses()
                    .that()
                    .resideInAPackage(BASE + "..")
                    .and(are(not(resideInAPackage(adapter + ".."))))
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(adapter + "..")
                    .check(MAIN);
        }
    }

    /// HTTP stays in the web adapters: the domain has exceptions and values of its own, which the adapters
    /// translate.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "job",
                "quota",
                "execution",
                "computation",
                "simulation",
                "store",
                "tracing",
                "telemetry",
                "schedule"
            })
    void domainDoesNotKnowHttp(String module) {
        noClasses()
                .that()
                .resideInAPackage(BASE + "." + module + "..")
                .and()
                .resideOutsideOfPackage("..web..")
                .and()
                .doNotHaveFullyQualifiedName(BASE + ".tracing.RequestTrace") // reads the header `traceparent`
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        BASE + ".rest..",
                        "jakarta.servlet..",
                        "org.springframework.http..",
                        "org.springframework.web..",
                        "io.swagger..")
                .check(MAIN);
    }

    @Test
    void thereIsSomethingToCheck() {
        assertThat(MAIN.stream().map(type -> type.getPackageName()))
                .contains(BASE, BASE + ".eventloop", BASE + ".arithmetic", BASE + ".computation");
    }

    private static final class FullPackageName implements SliceAssignment {

        @Override
        public SliceIdentifier getIdentifierOf(com.tngtech.archunit.core.domain.JavaClass type) {
            return SliceIdentifier.of(type.getPackageName());
        }

        @Override
        public String getDescription() {
            return "packages";
        }
    }
}
