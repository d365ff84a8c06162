package org.blackfish.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The checks that a site makes, and those that we make of our own scripts. */
class CheckSiteE2E {
    @Test
    void theSitesEnvironmentIsBroughtInAsForASession() throws IOException {
        Path folder = scratch();
        Path script = Files.writeString(
                folder.resolve("environment.sh"),
                "module() { [ \"$*\" = \"load java/25\" ]; }\nPATH=/usr/bin:/bin:/usr/sbin\nexport HOME=/no/home\n");
        Path site = folder.resolve("site.conf");
        Files.writeString(site, "init_scripts=" + script + "\njava_modules=java/25\n");
        assertThat(check("--site", site)).contains("ok    environment  " + script + " java/25", "home /no/home");
        Files.writeString(site, "init_scripts=" + script + "\njava_modules=java/99\n");
        assertThat(check("--site", site))
                .containsPattern(
                        "FAIL  environment  The module java/99 of the site's settings \\(java_modules\\) cannot be"
                                + " loaded on \\S+\\. Remedy: mend it\\.");
        Files.writeString(script, "[ -t 0 ] || exit 0\n");
        assertThat(check("--site", site))
                .contains("FAIL  environment  " + script + " of the site's init_scripts ends the shell that reads it."
                        + " Remedy: take exit and set -e out of it.")
                .contains("ok    programs");
        Files.writeString(site, "init_scripts=/no/script\n");
        assertThat(check("--site", site))
                .containsPattern(
                        "FAIL  environment  The site's settings name /no/script in init_scripts, which cannot be"
                                + " read on \\S+\\. Remedy: put it there or take it out\\.");
    }

    private static Path scratch() throws IOException {
        return Files.createTempDirectory(
                Files.createDirectories(Testbed.prefix().resolve("scratch")), "site");
    }

    @Test
    void everyFailureIsOneLineWithItsRemedyAndTheExitCodeCountsThem() throws IOException {
        Path folder = scratch();
        Path site = Files.writeString(
                folder.resolve("site.conf"), "scratch_dir=/no/scratch\njava_home=/no/java\ncolour=blue\n");
        Path portal = Files.writeString(
                folder.resolve("ood_portal.yml"), "host_regex: '[^/]+[.]elsewhere[.]edu'\nnode_uri: '/nodes' # ours\n");
        Testbed.fault("sbatch", "fail 1 sbatch: error: Access/permission denied");
        String said;
        try {
            said = check(
                    "--site",
                    site,
                    "--portal",
                    portal,
                    "--reach",
                    "localhost",
                    "--ports",
                    "20100-20199",
                    "--cache-dir",
                    folder.resolve("none"));
        } finally {
            Testbed.noFault("sbatch");
        }
        List<String> failures =
                said.lines().filter(line -> line.startsWith("FAIL")).toList();
        assertThat(failures).allMatch(line -> line.contains("Remedy: "));
        assertThat(said).endsWith("exit " + failures.size());
        assertThat(said)
                .contains("sets colour, which is not known", "where no Java 21 or later lies", "mend /no/scratch")
                .contains("Access/permission denied", "node_uri is /nodes", "localhost does not match host_regex")
                .contains("is no folder on");
        assertThat(failures).hasSize(7);
    }

    @Test
    void ourScriptsTemplatesAndFormsAreClean() throws IOException {
        List<String> shellcheck = new ArrayList<>(List.of("shellcheck", "-x", "-P", "SCRIPTDIR"));
        try (Stream<Path> scripts = Stream.of("ood-app/bin", "ood-app/lib", "ood-app/packaging/deb", "testbed/portal")
                .flatMap(folder -> files(Path.of(folder)))) {
            scripts.filter(file -> Testbed.read(file).startsWith("#!")
                            || file.toString().endsWith(".sh"))
                    .forEach(file -> shellcheck.add(file.toString()));
        }
        assertThat(shellcheck.size()).isGreaterThan(12);
        assertThat(Testbed.run(shellcheck.toArray(String[]::new))).isEmpty();
        assertThat(Testbed.run(
                        "bash",
                        "-c",
                        "yamllint -d '{extends: default, rules: {line-length: {max: 125}, document-start: disable}}'"
                                + " manifest.yml form.yml ood-app/examples"))
                .isEmpty();
        assertThat(
                        Testbed.run(
                                "bash",
                                "-c",
                                "for file in *.erb template/*.erb; do erb -x -T - \"$file\" | ruby -c 2>&1 | sed \"s|^|$file: |\"; done"))
                .matches("([a-z./]+: Syntax OK\n?)+");
    }

    @Test
    void theSubAppsForSitesHaveAtMostFourFieldsAndTheClustersTheyName() {
        for (String name : List.of("head", "head_linuxhost", "slurm")) {
            String form = Testbed.run(
                    "bash",
                    "-c",
                    "DASHBOARD_SUB_APP=\"$0\" ruby testbed/dashboard/dashboard form . ood-app/examples/clusters.d",
                    "ood-app/examples/sub-apps/" + name + ".yml");
            assertThat(form).contains("\"id\":\"cluster\",\"value\":\"" + name.replace('_', '-') + "\"");
            assertThat(form.split("\"visible\":true", -1)).hasSizeBetween(2, 5);
        }
    }

    private static String check(Object... arguments) {
        List<String> argv =
                new ArrayList<>(List.of("bash", "-c", "\"$@\"; echo \"exit $?\"", "check", "ood-app/bin/check-site"));
        Stream.of(arguments).map(String::valueOf).forEach(argv::add);
        return Testbed.run(argv.toArray(String[]::new));
    }

    private static Stream<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
