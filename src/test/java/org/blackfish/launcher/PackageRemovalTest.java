package org.blackfish.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the removal of the package takes from a web host, in a folder that stands for the root. */
class PackageRemovalTest {
    @TempDir
    private Path root;

    private Path app = Path.of("unset");

    @BeforeEach
    void anInstalledApp() throws IOException {
        app = Files.createDirectories(root.resolve("var/www/ood/apps/sys/blackfish"));
        Files.createDirectories(root.resolve("opt/blackfish/releases/0.1.0"));
        Files.createDirectories(app.resolve("ood-app/bin"));
        Files.createDirectories(app.resolve("template"));
        for (String file : copiedByTheInstaller()) {
            Files.createFile(app.resolve(file));
        }
        Files.createFile(app.resolve(".installed-by-package"));
    }

    static List<String> copiedByTheInstaller() throws IOException {
        Matcher files = Pattern.compile("for file in (manifest\\.yml[^;]*);")
                .matcher(Files.readString(Path.of("ood-app/bin/install-release")));
        assertThat(files.find()).isTrue();
        return List.of(files.group(1).replace("\\\n", " ").split("\\s+"));
    }

    private void tellPostrm(String word) throws IOException {
        String script = Files.readString(Path.of("ood-app/packaging/deb/postrm"))
                .replaceAll("(?<=[ =])/(?=(opt|etc|var)/)", Matcher.quoteReplacement(root + "/"));
        assertThat(Bash.run(Map.of(), script, word)).isEqualTo(new Bash("", 0));
    }

    private void remove(String word) throws IOException {
        tellPostrm(word);
        assertThat(root.resolve("opt/blackfish/releases")).doesNotExist();
    }

    @Test
    void whatIsOursGoesAndWhatTheSiteAddedStays() throws IOException {
        Path form = Files.createFile(app.resolve("form.yml.erb"));
        Path local = Files.createDirectory(app.resolve("local"));
        remove("remove");
        try (var left = Files.list(app)) {
            assertThat(left).containsExactlyInAnyOrder(form, local, app.resolve(".installed-by-package"));
        }
        remove("purge");
        assertThat(app).doesNotExist();
    }

    @Test
    void nothingStaysWhereTheSiteAddedNothing() throws IOException {
        for (String word : List.of("remove", "0")) {
            remove(word);
            assertThat(app).doesNotExist();
            anInstalledApp();
        }
    }

    @Test
    void anUpgradeTakesNothing() throws IOException {
        for (String word : List.of("upgrade", "1")) {
            tellPostrm(word);
            assertThat(app.resolve("form.yml")).exists();
        }
    }
}
