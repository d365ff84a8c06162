package org.blackfish.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class DependencyRulesTest {
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.blackfish");

    @Test
    void callsGoDown() {
        DependencyRules.CALLS_GO_DOWN.check(OURS);
    }

    @Test
    void aPlantedCallUpwardsIsCaught() {
        JavaClasses planted = new ClassFileImporter().importPackages("org.blackfish.problem", "org.blackfish.settings");
        assertThatThrownBy(() -> DependencyRules.CALLS_GO_DOWN.check(planted))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("PlantedUpwardCall");
    }

    @Test
    void everyPackageHasAPlaceInTheLayers() {
        assertThat(OURS.stream().map(type -> Layers.name(type.getPackageName())).distinct())
                .allMatch(name -> name.equals("cli") || Layers.rank(name) >= 0);
    }

    @Test
    void packagesAreFreeOfCycles() {
        DependencyRules.NO_CYCLES.check(OURS);
    }

    @Test
    void facesRestAndServletsStayInTheSurfaces() {
        DependencyRules.SURFACE_TYPES_STAY_IN_SURFACES.check(OURS);
    }

    @Test
    void rowsAreReadAndWrittenInStores() {
        DependencyRules.PERSISTENCE_IN_STORES.check(OURS);
    }

    @Test
    void programsAreStartedThroughTheHost() {
        DependencyRules.PROCESSES_IN_TRANSPORT.check(OURS);
    }

    @Test
    void filesAreReachedThroughTheHost() {
        DependencyRules.FILES_THROUGH_HOST.check(OURS);
    }

    @Test
    void beansAreInjectedThroughConstructors() {
        DependencyRules.NO_FIELD_INJECTION.check(OURS);
    }

    @Test
    void nothingStaticChanges() {
        DependencyRules.NO_STATIC_STATE.check(OURS);
    }

    @Test
    void theServerDoesNotPrint() {
        DependencyRules.NO_STANDARD_STREAMS.check(OURS);
    }

    @Test
    void beansDoNotChange() {
        DependencyRules.BEAN_FIELDS_FINAL.check(OURS);
    }

    @Test
    void theJdksHttpClientIsForTheHubAndTheCommandLine() {
        DependencyRules.HTTP_CLIENT_FOR_HUB_AND_COMMAND_LINE.check(OURS);
    }

    @Test
    void theCommandLineSpeaksRestOnly() {
        DependencyRules.COMMAND_LINE_STANDS_ALONE.check(OURS);
    }

    @Test
    void onlyStoresAreTransactional() {
        DependencyRules.STORES_ALONE_ARE_TRANSACTIONAL.check(OURS);
    }

    @Test
    void transactionsDoNotSpanHosts() {
        DependencyRules.TRANSACTIONS_IN_STORES.check(OURS);
    }
}
