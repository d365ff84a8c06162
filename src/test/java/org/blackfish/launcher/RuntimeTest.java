package org.blackfish.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What makes the server's runtime ready, as far as it needs no server. */
class RuntimeTest {
    @TempDir
    Path folder;

    private static String said(Map<String, String> environment, String... argv)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(argv).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.endsWith("_OPTIONS"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return said + " " + process.waitFor();
    }

    @Test
    void aPayaraOfAnotherVersionIsRefusedWithWhatItLacks() throws Exception {
        Files.createDirectories(folder.resolve("runtime"));
        assertThat(said(Map.of(), "python3", "-B", "ood-app/lib/slim_payara.py", folder.toString()))
                .startsWith("slim_payara.py: this Payara Micro has no ejb-opentracing, ")
                .endsWith(" 1");
    }

    private String trust(Map<String, String> environment) throws Exception {
        return said(
                environment,
                "bash",
                "-euc",
                ". ood-app/lib/jvm.sh; trusted_authorities \"$0\"; printf '%s' \"${trust[*]}\"",
                folder.resolve("bin/java").toString());
    }

    @Test
    void theAuthoritiesAreThoseOfTheJavaUnlessTheSiteNamesSome() throws Exception {
        Files.createDirectories(folder.resolve("bin"));
        Files.createFile(folder.resolve("bin/java"));
        Path security = Files.createDirectories(folder.resolve("lib/security"));
        assertThat(trust(Map.of())).isEqualTo(" 0");
        Path usual = Files.createFile(security.resolve("cacerts"));
        assertThat(trust(Map.of())).isEqualTo("-Djavax.net.ssl.trustStore=" + usual.toRealPath() + " 0");
        Path own = Files.createFile(security.resolve("jssecacerts"));
        assertThat(trust(Map.of())).isEqualTo("-Djavax.net.ssl.trustStore=" + own.toRealPath() + " 0");
        assertThat(trust(Map.of("JAVA_TOOL_OPTIONS", "-Djavax.net.ssl.trustStore=/site/ca.jks")))
                .isEqualTo(" 0");
    }
}
