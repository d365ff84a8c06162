package org.blackfish.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.servlet.annotation.WebServlet;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.blackfish.gateway.EnginePaths;
import org.blackfish.security.LifeServlet;
import org.blackfish.security.SignInServlet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The OpenAPI document and the code say the same. */
class OpenApiTest {
    private static final OpenApiDocument DOCUMENT = OpenApiDocument.ofTheBuild();
    private static final List<JavaClass> OURS = new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("org.blackfish.api", "org.blackfish.wire")
                    .stream()
                    .toList();

    private static final List<Method> METHODS = OURS.stream()
            .filter(type -> type.isAnnotatedWith(Path.class))
            .map(JavaClass::reflect)
            .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
            .filter(method -> verb(method) != null)
            .toList();

    @Test
    void everyOperationOfTheCodeIsInTheDocument() {
        Set<String> documented = new HashSet<>(DOCUMENT.operations().stream()
                .map(OpenApiDocument.Operation::address)
                .toList());
        assertThat(METHODS.stream().map(OpenApiTest::address)).isNotEmpty().allMatch(documented::contains);
    }

    @Test
    void theDocumentHasNoOperationThatTheCodeHasNot() {
        Set<String> built =
                new HashSet<>(METHODS.stream().map(OpenApiTest::address).toList());
        for (String path : LifeServlet.class.getAnnotation(WebServlet.class).value()) {
            built.add("GET " + path);
        }
        for (String path : SignInServlet.class.getAnnotation(WebServlet.class).value()) {
            built.add("POST " + path);
        }
        assertThat(DOCUMENT.operations().stream().map(OpenApiDocument.Operation::address))
                .contains("POST /session", "GET /api/live", "GET /api/ready");
        assertThat(DOCUMENT.operations().stream()
                        .map(OpenApiDocument.Operation::address)
                        .filter(one -> !isCallOfAModel(one)))
                .allMatch(built::contains);
    }

    /** The gateway hands on what it is not told apart, so these stand for all that an engine knows. */
    @Test
    void theCallsOfAModelThatPeopleNeedAreInTheDocumentAndTheGatewayLetsThemThrough() {
        List<String> calls = DOCUMENT.operations().stream()
                .map(OpenApiDocument.Operation::address)
                .filter(OpenApiTest::isCallOfAModel)
                .toList();
        assertThat(calls)
                .containsExactlyInAnyOrder(
                        "GET /v1/models",
                        "POST /v1/chat/completions",
                        "POST /v1/completions",
                        "POST /v1/embeddings",
                        "GET /services/{id}/v1/models",
                        "POST /services/{id}/v1/chat/completions",
                        "GET /services/{id}/health",
                        "POST /proxy/{port}/{path}");
        assertThat(calls.stream()
                        .map(call -> call.replaceFirst("^\\w+ (/services/\\{id})?", ""))
                        .filter(path -> !path.startsWith("/proxy/")))
                .allMatch(path -> EnginePaths.allows("vllm", path));
    }

    private static boolean isCallOfAModel(String address) {
        return address.matches("\\w+ /(v1|services|proxy)/.*");
    }

    @Test
    void pathsAndHeadersHaveTheSameParameters() {
        for (OpenApiDocument.Operation operation : DOCUMENT.operations()) {
            List<Method> methods = METHODS.stream()
                    .filter(method -> address(method).equals(operation.address()))
                    .toList();
            if (!methods.isEmpty()) {
                assertThat(operation.names("path"))
                        .as(operation.address())
                        .hasSameElementsAs(named(methods, PathParam.class, type -> ((PathParam) type).value()));
                assertThat(operation.names("header"))
                        .as(operation.address())
                        .hasSameElementsAs(named(methods, HeaderParam.class, type -> ((HeaderParam) type).value()));
            }
        }
    }

    /** The query is read by name and by hand, so the sources are asked which names. */
    @Test
    void queriesHaveTheNamesThatAreRead() {
        assertThat(queries(METHODS, QueryNames::of)).isNotEmpty().isEqualTo(documentedQueries(METHODS));
    }

    /** A name that only one of the two had would be refused, or passed over in silence. */
    @Test
    void whatDeletesTakesTheNamesOfTheDocument() {
        List<Method> deleting = METHODS.stream()
                .filter(method -> method.isAnnotationPresent(DELETE.class))
                .toList();
        assertThat(queries(deleting, CarefulDeletion::filters)).isNotEmpty().isEqualTo(documentedQueries(deleting));
    }

    private static Map<String, Set<String>> documentedQueries(List<Method> methods) {
        return queries(
                methods,
                method -> DOCUMENT.operations().stream()
                        .filter(operation -> operation.address().equals(address(method)))
                        .flatMap(operation -> operation.names("query").stream())
                        .collect(Collectors.toSet()));
    }

    private static Map<String, Set<String>> queries(List<Method> methods, Function<Method, Set<String>> names) {
        Map<String, Set<String>> queries = new TreeMap<>();
        methods.forEach(method -> queries.computeIfAbsent(address(method), address -> new TreeSet<>())
                .addAll(names.apply(method)));
        return queries;
    }

    @Test
    void everyOperationSaysWhatItIsForAndHasAnExample() {
        Set<String> ids = new HashSet<>();
        Set<String> tags = new HashSet<>(DOCUMENT.whole().getJsonArray("tags").stream()
                .map(tag -> tag.asJsonObject().getString("name"))
                .toList());
        for (OpenApiDocument.Operation operation : DOCUMENT.operations()) {
            JsonObject body = operation.body();
            assertThat(ids.add(operation.id())).as("once: " + operation.id()).isTrue();
            assertThat(body.getString("summary", "")).as(operation.address()).isNotBlank();
            assertThat(tags)
                    .as(operation.address())
                    .contains(body.getJsonArray("tags").getString(0));
            assertThat(body.getJsonObject("responses")).as(operation.address()).containsKey("default");
            operation.parameters().stream()
                    .filter(parameter -> parameter.getBoolean("required", false))
                    .forEach(parameter ->
                            assertThat(parameter).as(operation.address()).containsKey("example"));
            JsonObject taken = DOCUMENT.taken(operation);
            assertThat(taken.isEmpty() || taken.containsKey("example"))
                    .as("example of " + operation.address())
                    .isTrue();
        }
    }

    @Test
    void schemasHaveTheMembersThatAreWritten() {
        TreeMap<String, List<String>> written = new TreeMap<>();
        for (JavaClass type : OURS) {
            if (type.getPackageName().endsWith(".wire") && DOCUMENT.schemas().containsKey(type.getSimpleName())) {
                written.put(
                        type.getSimpleName(),
                        Stream.of(type.reflect().getRecordComponents())
                                .map(RecordComponent::getName)
                                .map(JsonText::member)
                                .toList());
            }
        }
        assertThat(written).hasSizeGreaterThan(30);
        written.forEach((name, members) -> assertThat(
                        DOCUMENT.schemas().getJsonObject(name).getJsonObject("properties"))
                .as(name)
                .containsOnlyKeys(members.toArray(String[]::new)));
    }

    @Test
    void whatMayBeNullIsMarkedAndNothingElse() {
        JsonObject service = DOCUMENT.schemas().getJsonObject("ServiceView").getJsonObject("properties");
        assertThat(service.getJsonObject("job_id").getJsonArray("type").getValuesAs(JsonString::getString))
                .containsExactly("string", "null");
        assertThat(service.getJsonObject("name").getString("type")).isEqualTo("string");
        assertThat(DOCUMENT.schemas().getJsonObject("ServiceView").getJsonArray("required"))
                .hasSize(27);
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        assertThat(references(DOCUMENT.whole()))
                .isNotEmpty()
                .allSatisfy(reference -> DOCUMENT.whole().getValue(reference.substring(1)));
        assertThat(DOCUMENT.whole().getString("openapi")).startsWith("3.1");
    }

    private static List<String> references(JsonValue value) {
        List<String> found = new ArrayList<>();
        switch (value.getValueType()) {
            case OBJECT ->
                value.asJsonObject().forEach((name, inner) -> {
                    if (name.equals("$ref")) {
                        found.add(((JsonString) inner).getString());
                    }
                    found.addAll(references(inner));
                });
            case ARRAY -> value.asJsonArray().forEach(inner -> found.addAll(references(inner)));
            default -> {}
        }
        return found;
    }

    private static List<String> named(
            List<Method> methods,
            Class<? extends Annotation> kind,
            java.util.function.Function<Annotation, String> name) {
        List<String> names = new ArrayList<>();
        for (Method method : methods) {
            for (Parameter parameter : method.getParameters()) {
                Annotation found = parameter.getAnnotation(kind);
                if (found != null) {
                    names.add(name.apply(found));
                }
            }
        }
        return names;
    }

    private static @Nullable String verb(Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                .filter(found -> found != null)
                .map(HttpMethod::value)
                .findFirst()
                .orElse(null);
    }

    /** Regular expressions of a path are no part of its address. */
    private static String address(Method method) {
        String root = method.getDeclaringClass().getAnnotation(Path.class).value();
        Path below = method.getAnnotation(Path.class);
        String path = ("/api/" + root + "/" + (below == null ? "" : below.value()))
                .replaceAll("\\{(\\w+):[^}]*}", "{$1}")
                .replaceAll("/{2,}", "/")
                .replaceAll("/$", "");
        return verb(method) + " " + path;
    }
}
