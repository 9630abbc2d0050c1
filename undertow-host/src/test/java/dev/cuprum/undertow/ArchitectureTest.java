package dev.cuprum.undertow;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static JavaClasses host;

    @BeforeAll
    static void read() {
        host = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.cuprum.undertow");
    }

    @Test
    void theRulesSeeTheHost() {
        assertThat(host.contain(EdgeHandler.class)).isTrue();
    }

    @Test
    void thePackagesHaveNoCycles() {
        slices().matching("dev.cuprum.undertow.(**)").should().beFreeOfCycles().check(host);
        slices().matching("dev.cuprum.(**)").should().beFreeOfCycles().check(host);
    }

    @Test
    void whatIsEmbeddedKnowsNothingOfTheServerAroundIt() {
        noClasses()
                .that()
                .resideInAPackage("dev.cuprum.undertow")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.cuprum.undertow.control..", "dev.cuprum.undertow.standalone..")
                .check(host);
        noClasses()
                .that()
                .resideInAPackage("dev.cuprum.undertow.control..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.cuprum.undertow.standalone..")
                .check(host);
    }

    @Test
    void theHostIsNeutralOfLanguage() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.luaj..", "org.graalvm..", "org.redisson..", "dev.cuprum.lua..")
                .check(host);
    }

    @Test
    void noPackageIsADrawerForEverything() {
        noClasses()
                .should()
                .resideInAnyPackage("..util..", "..common..", "..impl..", "..internal..", "..helper..", "..manager..")
                .check(host);
    }
}
