package org.blackfish.rules;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** Who may use what; every rule says what to do instead. */
final class DependencyRules {
    static final ArchRule CALLS_GO_DOWN = classes()
            .should(new ArchCondition<JavaClass>("use only packages below their own") {
                @Override
                public void check(JavaClass item, ConditionEvents events) {
                    for (Dependency dependency : item.getDirectDependenciesFromSelf()) {
                        String target = dependency.getTargetClass().getPackageName();
                        if (target.startsWith("org.blackfish.")
                                && !Layers.mayUse(Layers.name(item.getPackageName()), Layers.name(target))) {
                            events.add(SimpleConditionEvent.violated(item, dependency.getDescription()));
                        }
                    }
                }
            })
            .because("calls go down and values come up: move what both need to a package on the left of both");

    static final ArchRule NO_CYCLES = slices().matching("org.blackfish.(*)..")
            .should()
            .beFreeOfCycles()
            .because("a cycle makes two packages one: move what they share to the left");

    static final ArchRule SURFACE_TYPES_STAY_IN_SURFACES = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "org.blackfish.security..",
                    "org.blackfish.wire..",
                    "org.blackfish.gateway..",
                    "org.blackfish.api..",
                    "org.blackfish.web..",
                    "org.blackfish.root..",
                    "org.blackfish.app..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("jakarta.faces..", "jakarta.ws.rs..", "jakarta.servlet.."))
            .because("features know neither HTTP nor Faces: throw a problem or return a value, surfaces render it");

    static final ArchRule PERSISTENCE_IN_STORES = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "org.blackfish.profile..",
                    "org.blackfish.image..",
                    "org.blackfish.hub..",
                    "org.blackfish.model..",
                    "org.blackfish.service..",
                    "org.blackfish.batch..",
                    "org.blackfish.security..")
            .and()
            .doNotHaveSimpleName("Wiring")
            .should()
            .dependOnClassesThat(resideInAPackage("jakarta.persistence.."))
            .because("rows are a store's business: ask the store of the feature for values");

    static final ArchRule PROCESSES_IN_TRANSPORT = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "org.blackfish.transport..",
                    "org.blackfish.database..",
                    "org.blackfish.cli..",
                    // A program of its own, on whichever machine it runs.
                    "org.blackfish.fetch..")
            .should()
            .dependOnClassesThat(describe(
                    "start processes or speak SSH",
                    type -> type.getName().equals("java.lang.ProcessBuilder")
                            || type.getPackageName().startsWith("com.jcraft")))
            .because("commands run through Host, so that the same feature works here and over SSH");

    static final ArchRule FILES_THROUGH_HOST = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "org.blackfish.transport..",
                    "org.blackfish.settings..",
                    "org.blackfish.database..",
                    "org.blackfish.cli..",
                    "org.blackfish.security..",
                    "org.blackfish.fetch..")
            .and()
            .doNotHaveFullyQualifiedName("org.blackfish.gateway.Spool")
            .should()
            .dependOnClassesThat(describe(
                    "touch files",
                    type -> type.getName().equals("java.nio.file.Files")
                            || type.getName().equals("java.io.File")
                            || type.getName().startsWith("java.io.FileInput")
                            || type.getName().startsWith("java.io.FileOutput")))
            .because("files of a host are reached through Host, so that the same feature works here and over SSH");

    static final ArchRule NO_FIELD_INJECTION = fields().that()
            .areDeclaredInClassesThat()
            .doNotHaveSimpleName("Wiring")
            .should()
            .notBeAnnotatedWith(jakarta.inject.Inject.class)
            .because("what a bean needs is in its one constructor, final, and visible to a test")
            .allowEmptyShould(true);

    static final ArchRule NO_STATIC_STATE = fields().that()
            .areStatic()
            .and()
            .areDeclaredInClassesThat()
            .areNotEnums()
            .should()
            .beFinal()
            .because("static state outlives a deployment and a test: keep it in a bean");

    static final ArchRule NO_STANDARD_STREAMS = noClasses()
            .that()
            .resideOutsideOfPackages("org.blackfish.cli..", "org.blackfish.waiting..")
            .should(com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS)
            .because("the server speaks through its log, the command line through its own output");

    static final ArchRule BEAN_FIELDS_FINAL = fields().that()
            .areDeclaredInClassesThat(describe(
                    "are beans, but for the producer of the entity manager",
                    type -> !type.getSimpleName().equals("Wiring")
                            && (type.isAnnotatedWith(jakarta.enterprise.context.ApplicationScoped.class)
                                    || type.isAnnotatedWith(jakarta.enterprise.context.RequestScoped.class))))
            .should()
            .beFinal()
            .because("a bean is what its constructor got; what changes lies in a value of its own that guards itself");

    static final ArchRule HTTP_CLIENT_FOR_HUB_AND_COMMAND_LINE = noClasses()
            .that()
            .resideOutsideOfPackages("org.blackfish.fetch..", "org.blackfish.cli..")
            .should()
            .dependOnClassesThat(resideInAPackage("java.net.http.."))
            .because("engines are reached over a connection that their Host dials, which this client cannot take");

    static final ArchRule COMMAND_LINE_STANDS_ALONE = classes()
            .that()
            .resideInAPackage("org.blackfish.cli..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "org.blackfish.cli..",
                    "org.blackfish.wire..",
                    "java..",
                    "javax..",
                    "jakarta.json..",
                    "picocli..",
                    "org.jspecify.."))
            .because("its jar holds nothing else: ask the server by REST");

    static final ArchRule STORES_ALONE_ARE_TRANSACTIONAL = noClasses()
            .that(describe(
                    "are no stores",
                    type -> type.getFields().stream()
                            .noneMatch(
                                    field -> field.getRawType().getName().equals("jakarta.persistence.EntityManager"))))
            .should()
            .dependOnClassesThat(
                    describe("make transactions", type -> type.getPackageName().equals("jakarta.transaction")))
            .because("a transaction begins and ends in one call of a store");

    static final ArchRule TRANSACTIONS_IN_STORES = noClasses()
            .that()
            .areAnnotatedWith(jakarta.transaction.Transactional.class)
            .should()
            .dependOnClassesThat(describe(
                    "reach a host or HTTP",
                    type -> type.getName().equals("org.blackfish.transport.Host")
                            || type.getPackageName().startsWith("java.net.http")))
            .because("no transaction may span a command or a request: commit the intent, act, commit the result");

    private DependencyRules() {}
}
