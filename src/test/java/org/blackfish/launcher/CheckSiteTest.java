package org.blackfish.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code check-site} says of a host that a test makes up: its programs answer as sites' do. */
class CheckSiteTest {
    @TempDir
    private Path folder;

    private Path release = Path.of("unset");
    private Path programs = Path.of("unset");

    @BeforeEach
    void aHostWhereAllIsWell() throws IOException {
        release = folder.resolve("release");
        programs = folder.resolve("bin");
        Path root = Files.createDirectories(release.resolve("ood-app/server/runtime/root"));
        Files.createFile(release.resolve("ood-app/server/blackfish.war"));
        Files.createFile(root.resolve("launch-micro.jar"));
        Files.createFile(root.resolve("slimmed"));
        Files.writeString(release.resolve("VERSION"), "1.2.3\n");
        Files.createDirectory(folder.resolve("home"));
        assertThat(Bash.run(
                        Map.of(),
                        "cp -r ood-app/bin ood-app/lib \"$1/ood-app\" && cd \"$1\" && sha256sum VERSION >SHA256SUMS",
                        release))
                .isEqualTo(new Bash("", 0));
        for (String program : List.of("sbatch", "squeue", "sacct", "munge")) {
            Bash.program(programs, program);
        }
        Bash.program(programs, "quota");
        Bash.program(programs, "df", "printf 'Filesystem 1M Used Available\\nx 9000 0 9000\\n'");
        Bash.program(folder.resolve("java/bin"), "java");
        Files.writeString(folder.resolve("java/release"), "JAVA_VERSION=\"25.0.1\"\n");
    }

    private Bash check(Object... arguments) {
        Map<String, String> environment = new HashMap<>(Bash.before(programs));
        environment.put("HOME", folder.resolve("home").toString());
        environment.put("BLACKFISH_JAVA", folder.resolve("java").toString());
        environment.put("BLACKFISH_SITE_CONF", "/no/site.conf");
        Object[] all = new Object[arguments.length + 1];
        all[0] = release.resolve("ood-app/bin/check-site");
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Bash.run(environment, "exec \"$@\"", all);
    }

    private void failsWith(String line) {
        Bash ended = check();
        assertThat(ended.said().lines().filter(one -> one.startsWith("FAIL"))).containsExactly(line);
        assertThat(ended.status()).isEqualTo(1);
    }

    @Test
    void aHostWhereAllIsWellHasNoFailure() {
        Bash ended = check();
        assertThat(ended.said()).doesNotContain("FAIL").contains("checksums right");
        assertThat(ended.status()).isZero();
    }

    @Test
    void aFileThatIsNotTheReleasesIsNamed() throws IOException {
        Files.writeString(release.resolve("VERSION"), "1.2.4\n");
        failsWith("FAIL  files        VERSION: FAILED in " + release + ". Remedy: install the release again.");
    }

    @Test
    void aRuntimeThatTheServerWouldRefuseIsFound() throws IOException {
        Path runtime = release.resolve("ood-app/server/runtime");
        Files.delete(runtime.resolve("root/slimmed"));
        Bash ended = check();
        assertThat(ended.said())
                .containsPattern(
                        "FAIL  files +the runtime in \\S+/runtime was made ready by another version. Remedy: run"
                                + " ood-app/bin/prepare-runtime ");
    }

    @Test
    void aScratchFolderWhereNoProgramMayRunIsFound() throws IOException {
        Bash.program(programs, "chmod");
        failsWith(
                "FAIL  scratch      /tmp is mounted noexec. Remedy: set scratch_dir in site.conf to a disk where programs"
                        + " may run.");
    }

    @Test
    void aQuotaThatIsUsedUpIsFound() throws IOException {
        Bash.program(
                programs,
                "quota",
                "echo 'Disk quotas for user ada (uid 1000):'",
                "echo ' Filesystem blocks quota limit grace files quota limit grace'",
                "echo ' nfs:/home 5000* 4000 6000 7days 10 0 0'",
                "exit 1");
        failsWith("FAIL  quota        your quota is used up on nfs:/home. Remedy: delete files or ask for more.");
    }

    @Test
    void aClockThatDisagreesWithTheHomesServerIsFound() throws IOException {
        Bash.program(programs, "date", "[ \"$1\" = +%s ] || exec /bin/date \"$@\"", "echo 5000");
        Bash.program(programs, "stat", "echo 4900");
        assertThat(check().said())
                .containsPattern(
                        "FAIL  clock +\\S+ and the server of \\S+/home are 100 s apart. Remedy: let both follow the"
                                + " same time servers \\(chrony\\)\\.");
    }

    @Test
    void aSetprivThatIsTooOldIsFound() throws IOException {
        Bash.program(programs, "setpriv", "echo \"setpriv: unrecognized option '--pdeathsig'\" >&2; exit 1");
        assertThat(check().said())
                .containsPattern(
                        "FAIL  programs +setpriv of \\S+ knows no --pdeathsig, .*Remedy: install util-linux 2.33 or"
                                + " later\\.");
    }

    @Test
    void aSlurmThatWantsAnAccountAnswersAllTheSame() throws IOException {
        Bash.program(
                programs,
                "sbatch",
                "echo 'allocation failure: Invalid account or account/partition combination specified' >&2; exit 1");
        Bash ended = check();
        assertThat(ended.said())
                .contains("note  sbatch       answers, but asks for more (allocation failure: Invalid account or")
                .contains("set SBATCH_ACCOUNT");
        assertThat(ended.status()).isZero();
        Bash.program(programs, "sbatch", "echo 'sbatch: error: Access/permission denied' >&2; exit 1");
        failsWith("FAIL  sbatch       sbatch: error: Access/permission denied. Remedy: let jobs be submitted from "
                + Bash.run(Map.of(), "uname -n").said().strip() + " (AllocNodes, slurm.conf, slurmctld).");
    }

    @Test
    void onAWebHostNobodyMissesJavaOrSlurm() throws IOException {
        Bash.program(programs, "sbatch", "exit 1");
        Files.delete(release.resolve("ood-app/server/runtime/root/launch-micro.jar"));
        Bash ended = check("--reach", "c9.invalid");
        assertThat(ended.said())
                .contains("only what a web host needs is looked at; run check-site on c9.invalid too")
                .contains("ok    files", "checksums right", "note  host", "port ", " of c9.invalid: ")
                .doesNotContain("java ", "sbatch", "scratch");
        assertThat(ended.status()).isEqualTo(1);
    }
}
