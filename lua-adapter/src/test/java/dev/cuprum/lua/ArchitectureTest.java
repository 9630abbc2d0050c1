package dev.cuprum.lua;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The arrows between the packages. */
final class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.cuprum");

    @Test
    void seesTheClasses() {
        assertThat(CLASSES.contain(LuaEngine.class)).isTrue();
    }

    @Test
    void onlyTheLuaAdapterKnowsLuaJ() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.cuprum.lua..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.luaj..")
                .check(CLASSES);
    }

    @Test
    void onlyTheCompilersOfLuaAndOfRegularExpressionsKnowAsm() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.cuprum.lua.compiler", "dev.cuprum.lua.regex")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.objectweb.asm..")
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.cuprum.lua.(*)..").should().beFreeOfCycles().check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("dev.cuprum.lua.*")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.cuprum.lua")
                .check(CLASSES);
    }

    @Test
    void theRuntimeKnowsNoLibraries() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.cuprum.lua.runtime", "dev.cuprum.lua.compiler")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.cuprum.lua.lib", "dev.cuprum.lua.ngx")
                .check(CLASSES);
    }

    @Test
    void regularExpressionsKnowNothingOfLua() {
        classes()
                .that()
                .resideInAPackage("dev.cuprum.lua.regex")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.cuprum.lua.regex", "dev.cuprum.engine", "org.jspecify..", "org.objectweb.asm..", "java..")
                .check(CLASSES);
    }

    @Test
    void onlyTheCoresModelAndEngineSpiAreUsed() {
        classes()
                .that()
                .resideInAPackage("dev.cuprum.lua..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.cuprum.lua..",
                        "dev.cuprum.engine",
                        "dev.cuprum.http",
                        "dev.cuprum.state",
                        "dev.cuprum.unit",
                        "org.luaj..",
                        "org.objectweb.asm..",
                        "com.github.benmanes.caffeine.cache",
                        "org.jspecify..",
                        "java..")
                .check(CLASSES);
    }
}
