package org.blackfish.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a portal's session hands to its server. */
class SessionServeTest {
    private static final String SCRIPT = """
            cd "$1"; session_staged=$PWD session_run_dir=$PWD session_release=/release session_java=/jdk/bin/java
            export host=c1 port=20001 base_path=/node/c1/20001 session_cache_dir="" session_ends_at=9
            site_bind_address=0.0.0.0 site_sessions_url=/sessions site_require_forwarded_user=yes
            . "$2"
            session_serve
            """;

    @TempDir
    private Path folder;

    @Test
    void nothingOfTheSessionsOwnJobReachesTheServerButTheWayToSlurm() throws IOException {
        // Stands where the launcher would be.
        Bash.program(folder.resolve("bin"), "setpriv", "echo \"$@\"", "env");
        Map<String, String> environment = new HashMap<>(Bash.before(folder.resolve("bin")));
        for (String name : new String[] {
            "SLURM_JOB_ID",
            "SLURMD_NODENAME",
            "SBATCH_ACCOUNT",
            "SRUN_DEBUG",
            "SALLOC_QOS",
            "PMI_RANK",
            "CUDA_VISIBLE_DEVICES"
        }) {
            environment.put(name, "of-the-session");
        }
        environment.put("SLURM_CONF", "/etc/cluster/slurm.conf");
        environment.put("BLACKFISH_SITE_CONF", "/etc/site.conf");
        Path library = Path.of("ood-app/lib/session.sh").toAbsolutePath();
        assertThat(Bash.run(environment, SCRIPT, folder, library)).isEqualTo(new Bash("", 0));
        assertThat(Files.readString(folder.resolve("session.log")))
                .contains(
                        "/release/ood-app/bin/blackfish-server --port 20001 --base-path /node/c1/20001",
                        "SLURM_CONF=/etc/cluster/slurm.conf",
                        "BLACKFISH_JAVA=/jdk\n",
                        "BLACKFISH_OOD=true\n")
                .doesNotContain("of-the-session", "BLACKFISH_SITE_CONF");
    }
}
