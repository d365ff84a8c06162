package org.blackfish.api;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names that a method of a resource, and the methods of its class that it calls, read from the query. */
final class QueryNames {
    private static final Pattern READ =
            Pattern.compile("(?:query|getQueryParameters\\(\\)\\))\\s*\\.(?:text|flag|number|has)\\(\\s*\"(\\w+)\"");
    private static final Pattern DECLARATION =
            Pattern.compile("(?m)^    (?:\\w+ )*[\\w<>?,. @]+ (\\w+)\\((?:[^;{}]*)\\{$");
    private static final List<Class<? extends Annotation>> VERBS =
            List.of(GET.class, PUT.class, POST.class, DELETE.class);
    private static final Set<String> FILTERS = Set.of("id", "image", "model", "status", "port", "name", "profile");

    /** What reads several names at once. */
    private static final Map<String, Set<String>> SHARED = Map.of(
            "Answers.list(", Set.of("limit", "offset"),
            "Answers.page(", Set.of("limit", "offset"),
            "new ModelRemovals(", Set.of("repo_id", "profile", "revision", "place"),
            "list.answer(",
                    Set.of("limit", "offset", "include", "id", "image", "model", "status", "port", "name", "profile"),
            ".filter();", FILTERS,
            ".live()", Set.of("include"),
            "AdminTiersResource.profile(", Set.of("profile"),
            "LogFollower", Set.of("follow"));

    private QueryNames() {}

    static Set<String> of(Method method) {
        Class<?> type = method.getDeclaringClass();
        List<String> parts = parts(type);
        String part = parts.stream()
                .filter(text -> isOf(text, method))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no source of " + method));
        Set<String> names = new TreeSet<>();
        collect(part, parts, new HashSet<>(), names);
        return names;
    }

    private static void collect(String part, List<String> parts, Set<String> seen, Set<String> names) {
        if (!seen.add(part)) {
            return;
        }
        READ.matcher(part).results().forEach(found -> names.add(found.group(1)));
        SHARED.forEach((words, read) -> {
            if (part.contains(words)) {
                names.addAll(read);
            }
        });
        for (String other : parts) {
            boolean isHelper = VERBS.stream().noneMatch(verb -> other.contains("@" + verb.getSimpleName() + "\n"));
            Matcher declared = DECLARATION.matcher(other);
            if (isHelper
                    && declared.find()
                    && Pattern.compile("(?<![.\\w])" + declared.group(1) + "\\(")
                            .matcher(part)
                            .find()) {
                collect(other, parts, seen, names);
            }
        }
    }

    /** By name, verb and path: each of them alone is several methods'. */
    private static boolean isOf(String part, Method method) {
        Path path = method.getAnnotation(Path.class);
        boolean samePath = path == null
                ? !part.contains("    @Path(")
                : part.contains("    @Path(\"" + path.value().replace("\\", "\\\\") + "\")");
        return samePath
                && part.contains(" " + method.getName() + "(")
                && VERBS.stream()
                        .filter(method::isAnnotationPresent)
                        .anyMatch(verb -> part.contains("    @" + verb.getSimpleName() + "\n"));
    }

    /** Each method's text with what stands above it; the first part is also the head of the class. */
    private static List<String> parts(Class<?> type) {
        try {
            String source = Files.readString(
                    java.nio.file.Path.of("src/main/java", type.getName().replace('.', '/') + ".java"));
            String body = source.substring(source.indexOf("class " + type.getSimpleName()));
            return List.of(body.split("\n    }\n", -1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
