package dev.cuprum;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.Slices;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The arrows between the packages of core, as ARCHITECTURE.md draws them. */
final class ArchitectureTest {

    private static final String ROOT = "dev.cuprum";
    private static final String EACH_PACKAGE = "(**)";

    /** Every package, with those it may use. */
    private static final Map<String, List<String>> ARROWS = arrows();

    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_JARS)
            .importPackages(ROOT);

    private static Map<String, List<String>> arrows() {
        Map<String, List<String>> arrows = new LinkedHashMap<>();
        arrows.put("unit", List.of());
        arrows.put("http", List.of("unit"));
        arrows.put("state", List.of());
        arrows.put("engine", List.of("unit", "http", "state"));
        arrows.put("polyglot", List.of("unit", "http", "state", "engine"));
        arrows.put("store", List.of("unit"));
        arrows.put("redis", List.of("unit", "store"));
        arrows.put("migration", List.of("unit", "store"));
        arrows.put("catalog", List.of("unit", "http", "engine", "store"));
        arrows.put("exec", List.of("unit", "http", "state", "engine", "store", "catalog"));
        arrows.put("metrics", List.of("unit", "http", "engine", "store", "catalog", "exec"));
        return arrows;
    }

    private static String packageOf(String name) {
        return ROOT + "." + name;
    }

    private static Set<String> packages() {
        return CORE.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());
    }

    @Test
    void packagesUseOnlyThoseBelowThem() {
        ARROWS.forEach((name, below) -> {
            String[] allowed = Stream.concat(
                            Stream.of(name).map(ArchitectureTest::packageOf),
                            below.stream().map(ArchitectureTest::packageOf))
                    .toArray(String[]::new);
            classes()
                    .that()
                    .resideInAPackage(packageOf(name))
                    .should()
                    .onlyDependOnClassesThat(resideInAnyPackage(allowed).or(not(resideInAPackage(ROOT + ".."))))
                    .check(CORE);
        });
    }

    @Test
    void everyPackageHasItsPlaceInTheArrows() {
        Set<String> known = Stream.concat(
                        Stream.of(ROOT), ARROWS.keySet().stream().map(ArchitectureTest::packageOf))
                .collect(Collectors.toSet());

        assertThat(packages()).isEqualTo(known);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching(EACH_PACKAGE).should().beFreeOfCycles().check(CORE);
    }

    @Test
    void packagesAreNamedForWhatTheyAreAbout() {
        assertThat(packages())
                .noneMatch(name -> name.matches(".*\\.(util|common|impl|internal|helper|manager)s?(\\..*)?"));
    }

    @Test
    void coreIsNeutralOfServerAndLanguage() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.undertow..", "org.xnio..", "org.luaj..")
                .check(CORE);
    }

    @Test
    void graalIsImportedByItsLeafAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage(packageOf("polyglot"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.graalvm..", packageOf("polyglot"))
                .check(CORE);
    }

    @Test
    void redissonIsImportedByItsLeafAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage(packageOf("redis"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.redisson..", "io.netty..", packageOf("redis"))
                .check(CORE);
    }

    @Test
    void micrometerIsImportedByItsLeafAndTheFacadeAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT, packageOf("metrics"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.micrometer..", packageOf("metrics"))
                .check(CORE);
    }

    @Test
    void onlyTheStoreAndWhatComesFromElsewhereAreInJson() {
        noClasses()
                .that()
                .resideOutsideOfPackages(packageOf("store"), packageOf("migration"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml..")
                .check(CORE);
    }

    @Test
    void everyPackageForbidsNull() {
        Map<String, Boolean> marked = new TreeMap<>();
        for (String name : packages()) {
            marked.put(name, packageInfo(name).isAnnotationPresent(NullMarked.class));
        }

        assertThat(marked)
                .allSatisfy((name, isMarked) -> assertThat(isMarked).as(name).isTrue());
    }

    private static Class<?> packageInfo(String name) {
        try {
            return Class.forName(name + ".package-info");
        } catch (ClassNotFoundException e) {
            throw new AssertionError(name + " has no package-info", e);
        }
    }

    @Test
    void theRulesSeeTheClasses() {
        assertThat(CORE).hasSizeGreaterThan(60);
        assertThat(CORE.contain(Edge.class)).isTrue();
        assertThat(CORE.contain(ArchitectureTest.class)).isFalse();
        assertThat(Slices.matching(EACH_PACKAGE).transform(CORE))
                .hasSize(packages().size());
        for (String name : ARROWS.keySet()) {
            assertThat(CORE.stream().filter(seen -> seen.getPackageName().equals(packageOf(name))))
                    .as(name)
                    .hasSizeGreaterThan(3);
        }
    }

    @Test
    void aRuleThatSeesNothingFails() {
        JavaClasses nothing = new ClassFileImporter().importPackages("dev.cuprum.nowhere");

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> classes().should().bePublic().check(nothing));
        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> slices().matching(EACH_PACKAGE)
                .should()
                .beFreeOfCycles()
                .check(nothing));
    }

    @Test
    void aRuleThatIsBrokenFails() {
        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> noClasses()
                .that()
                .resideInAPackage(packageOf("exec"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(packageOf("catalog"))
                .check(CORE));
    }
}
