package org.blackfish.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.blackfish.problem.InvalidInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every method of the interface that deletes, and what it makes of a query that it does not know. */
class CarefulDeletionTest {
    static Stream<Method> deleting() {
        return methods().filter(method -> method.isAnnotationPresent(DELETE.class));
    }

    @ParameterizedTest
    @MethodSource("deleting")
    void aNameThatIsNoneOfItsOwnDeletesNothing(Method method) {
        assertThat(catchThrowableOfType(InvalidInput.class, () -> ask(method, "profil", "other")))
                .hasMessageStartingWith("There is no filter \"profil\", so nothing was deleted; ");
    }

    @ParameterizedTest
    @MethodSource("deleting")
    void itsOwnNamesAndNoneAtAllPass(Method method) throws IOException {
        ask(method);
        for (String name : CarefulDeletion.filters(method)) {
            ask(method, name, "x");
            assertThat(catchThrowableOfType(InvalidInput.class, () -> ask(method, name, "")))
                    .hasMessage("The filter " + name + " needs exactly one value; nothing was deleted.");
        }
    }

    @Test
    void theOnesThatTakeNamesAreKnown() {
        assertThat(deleting()
                        .filter(method -> !CarefulDeletion.filters(method).isEmpty())
                        .map(method -> method.getDeclaringClass().getSimpleName() + "." + method.getName()))
                .containsExactlyInAnyOrder(
                        "AdminImagesResource.cancel",
                        "AdminImagesResource.remove",
                        "ModelsResource.delete",
                        "ProfilesResource.delete",
                        "ServicesResource.deleteEnded");
        assertThat(deleting()).hasSizeGreaterThan(10);
    }

    @Test
    void readingIsLeftAlone() {
        assertThat(methods().filter(method -> !method.isAnnotationPresent(DELETE.class)))
                .isNotEmpty()
                .allMatch(method -> filters(method).isEmpty());
    }

    private static Stream<Method> methods() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("org.blackfish.api").stream()
                        .filter(type -> type.isAnnotatedWith(Path.class))
                        .map(JavaClass::reflect)
                        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()));
    }

    private static void ask(Method method, String... query) throws IOException {
        MultivaluedHashMap<String, String> values = new MultivaluedHashMap<>();
        for (int i = 0; i < query.length; i += 2) {
            values.add(query[i], query[i + 1]);
        }
        UriInfo address = answering(UriInfo.class, Map.of("getQueryParameters", values));
        for (ContainerRequestFilter filter : filters(method)) {
            filter.filter(answering(ContainerRequestContext.class, Map.of("getUriInfo", address)));
        }
    }

    private static List<ContainerRequestFilter> filters(Method method) {
        List<ContainerRequestFilter> registered = new ArrayList<>();
        FeatureContext context = (FeatureContext) Proxy.newProxyInstance(
                FeatureContext.class.getClassLoader(), new Class<?>[] {FeatureContext.class}, (self, called, given) -> {
                    registered.add((ContainerRequestFilter) given[0]);
                    return self;
                });
        new CarefulDeletion().configure(answering(ResourceInfo.class, Map.of("getResourceMethod", method)), context);
        return registered;
    }

    private static <T> T answering(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, called, given) -> answers.get(called.getName())));
    }
}
