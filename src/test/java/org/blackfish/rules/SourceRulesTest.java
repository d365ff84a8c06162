package org.blackfish.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SourceRulesTest {
    private static final int HARD_LIMIT = 300;
    private static final int SOFT_LIMIT = 200;
    private static final int METHOD_LIMIT = 30;
    private static final Pattern METHOD = Pattern.compile(
            "^    (?:(?:public|protected|private|static|final|synchronized|abstract|default) )*[\\w<>\\[\\], .?@]+ (\\w+)\\(.*");
    private static final Pattern DECLARATION = Pattern.compile(".*\\b(record|class|interface|enum|return|new)\\b.*");
    private static final Pattern FORBIDDEN_NAME =
            Pattern.compile(".*(Impl|Manager|Helper|Util|Utils|Dto|DTO|Base)|Abstract.*");

    @Test
    void noSourceFileIsLongerThan300Lines() {
        assertThat(longerThan(HARD_LIMIT)).isEmpty();
    }

    @Test
    void atMostOneFileInTwentyIsLongerThan200Lines() {
        assertThat(longerThan(SOFT_LIMIT))
                .hasSizeLessThanOrEqualTo(1 + sources().size() / 20);
    }

    @Test
    void noMethodIsLongerThan30Lines() {
        List<String> offenders = new ArrayList<>();
        for (Path file : sources()) {
            offenders.addAll(longMethods(file));
        }
        assertThat(offenders).isEmpty();
    }

    @Test
    void everyPackageHasACharterOfThreeToTenLinesAndIsNullMarked() {
        for (Path folder : packages()) {
            String charter = read(folder.resolve("package-info.java"));
            long lines = charter.lines().filter(line -> line.startsWith(" * ")).count();
            assertThat(lines).as("charter of " + folder).isBetween(3L, 10L);
            assertThat(charter.replaceAll("\\s+\\*?\\s*", " "))
                    .as("charter of " + folder)
                    .contains("@NullMarked", "Owns", "ay call");
        }
    }

    @Test
    void packagesAreFlat() {
        assertThat(packages()).allMatch(folder -> folder.getNameCount() == main().getNameCount() + 1);
    }

    @Test
    void namesSayWhatAThingIsNotWhichPatternItFollows() {
        assertThat(sources())
                .allMatch(file -> !FORBIDDEN_NAME.matcher(stem(file)).matches());
    }

    @Test
    void nothingIsLeftUndoneInTheSources() {
        assertThat(sources())
                .noneMatch(file -> Pattern.compile("\\b(TODO|FIXME|XXX|HACK)\\b")
                        .matcher(read(file))
                        .find());
    }

    @Test
    void testsWaitForConditionsAndNeverSleep() {
        String sleep = "Thread" + ".sleep";
        assertThat(files(Path.of("src/test/java"))).noneMatch(file -> read(file).contains(sleep));
    }

    private static List<String> longMethods(Path file) {
        List<String> lines = read(file).lines().toList();
        List<String> found = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Matcher method = METHOD.matcher(lines.get(i));
            if (!method.matches() || DECLARATION.matcher(lines.get(i)).matches()) {
                continue;
            }
            int end = endOfMethod(lines, i);
            if (end - i + 1 > METHOD_LIMIT) {
                found.add(file + ": " + method.group(1) + " has " + (end - i + 1) + " lines");
            }
            i = end;
        }
        return found;
    }

    private static int endOfMethod(List<String> lines, int start) {
        boolean body = false;
        for (int i = start; i < lines.size(); i++) {
            String line = lines.get(i);
            body |= line.endsWith("{");
            if (line.equals("    }") || line.endsWith("{}") || (!body && line.endsWith(";"))) {
                return i;
            }
        }
        return lines.size() - 1;
    }

    private static List<String> longerThan(int limit) {
        return sources().stream()
                .filter(file -> read(file).lines().count() > limit)
                .map(file -> file + ": " + read(file).lines().count() + " lines")
                .toList();
    }

    private static List<Path> packages() {
        return sources().stream().map(Path::getParent).distinct().toList();
    }

    private static List<Path> sources() {
        return files(main());
    }

    private static Path main() {
        return Path.of("src/main/java/org/blackfish");
    }

    private static List<Path> files(Path root) {
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.filter(path -> path.toString().endsWith(".java")).toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String stem(Path file) {
        return file.getFileName().toString().replace(".java", "");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
