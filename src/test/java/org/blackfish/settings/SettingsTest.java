package org.blackfish.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.blackfish.problem.InvalidInput;
import org.junit.jupiter.api.Test;

class SettingsTest {
    @Test
    void theDefaultsAreThoseOfTheGuide() {
        Settings settings = Settings.from(Map.of());
        assertThat(settings.homeDirectory()).isEqualTo(Path.of(System.getProperty("user.home"), ".blackfish"));
        assertThat(settings.basePath()).isEmpty();
        assertThat(settings.port()).isEqualTo(8000);
        assertThat(settings.gracePeriod()).isEqualTo(Duration.ofSeconds(600));
        assertThat(settings.commandDeadline()).isEqualTo(Duration.ofSeconds(60));
        assertThat(settings.submitWait()).isEqualTo(Duration.ofSeconds(20));
        assertThat(settings.maxBodyBytes()).isEqualTo(10_000_000);
        assertThat(settings.externalDatabase()).isEmpty();
        assertThat(settings.transfers()).isEqualTo(new Transfers(false, Optional.empty(), 0));
        assertThat(settings.polling())
                .isEqualTo(new Polling(
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(60),
                        Duration.ofMinutes(2),
                        Duration.ofSeconds(30),
                        0.2));
        assertThat(settings.images())
                .isEqualTo(new Images(
                        "vllm/vllm-openai:v0.26.0",
                        "ghcr.io/ggml-org/llama.cpp:server-b11549",
                        "ghcr.io/princeton-ddss/speech-recognition-inference:0.2.1",
                        "ghcr.io/princeton-ddss/tigerflow-ml:0.2.0",
                        Set.of()));
    }

    @Test
    void imagesThatWereSetAreToldFromTheBuiltInOnes() {
        Images images = Settings.from(Map.of("BLACKFISH_LLAMA_CPP_IMAGE", "site/llama:1"))
                .images();
        assertThat(images.llamaCpp()).isEqualTo("site/llama:1");
        assertThat(images.given()).containsExactly("llama_cpp");
    }

    @Test
    void theCacheOfHuggingFacesOwnProgramsIsReadWhereTheyKeepIt() {
        assertThat(Settings.from(Map.of()).hubCache()).isEmpty();
        assertThat(hubCache(Map.of("HOME", "/home/ada"))).isEqualTo("/home/ada/.cache/huggingface/hub");
        assertThat(hubCache(Map.of("HF_HOME", "/scratch/hf"))).isEqualTo("/scratch/hf/hub");
        assertThat(hubCache(Map.of("HOME", "/home/ada", "HF_HUB_CACHE", "~/models")))
                .isEqualTo("/home/ada/models");
        assertThat(hubCache(Map.of("XDG_CACHE_HOME", "/scratch/ada"))).isEqualTo("/scratch/ada/huggingface/hub");
        assertThat(hubCache(Map.of("HF_HOME", "/scratch/hf", "HUGGINGFACE_HUB_CACHE", "/old")))
                .isEqualTo("/old");
        assertThat(hubCache(Map.of("HUGGINGFACE_HUB_CACHE", "/old", "HF_HUB_CACHE", "/new")))
                .isEqualTo("/new");
        assertThat(Settings.from(Map.of("BLACKFISH_HF_CACHE", "/named")).hubCache())
                .contains(Path.of("/named"));
        assertThatThrownBy(() -> Settings.from(Map.of("BLACKFISH_HF_CACHE", "yes")))
                .hasMessageContaining("BLACKFISH_HF_CACHE is \"yes\"; give on or an absolute path.");
    }

    private static String hubCache(Map<String, String> environment) {
        Map<String, String> names = new HashMap<>(environment);
        names.put("BLACKFISH_HF_CACHE", "on");
        return Settings.from(names).hubCache().orElseThrow().toString();
    }

    @Test
    void withoutAPortalNothingOfOneIsExpected() {
        assertThat(Settings.from(Map.of()).portal())
                .isEqualTo(new Portal(
                        false, System.getProperty("user.name"), Optional.empty(), "", Duration.ofSeconds(12)));
    }

    @Test
    void thePortalIsDescribedByTheSessionsScript() {
        Portal portal = Settings.from(Map.of(
                        "BLACKFISH_OOD", "true",
                        "BLACKFISH_PORTAL_USER", "ada@example.edu",
                        "BLACKFISH_SESSION_ENDS_AT", "1790000000",
                        "BLACKFISH_HEARTBEAT", "2s"))
                .portal();
        assertThat(portal)
                .isEqualTo(new Portal(
                        true,
                        "ada@example.edu",
                        Optional.of(Instant.parse("2026-09-21T14:13:20Z")),
                        "/pun/sys/dashboard/batch_connect/sessions",
                        Duration.ofSeconds(2)));
    }

    @Test
    void aWrongWordAboutThePortalIsNamedWithItsRemedy() {
        assertThatThrownBy(() -> Settings.from(Map.of(
                        "BLACKFISH_OOD", "yes",
                        "BLACKFISH_PORTAL_USER", "ada bob",
                        "BLACKFISH_SESSION_ENDS_AT", "1790000000000",
                        "BLACKFISH_SESSIONS_URL", "javascript:alert(1)",
                        "BLACKFISH_HEARTBEAT", "1m")))
                .hasMessageContaining("BLACKFISH_OOD is \"yes\"; give true or false.")
                .hasMessageContaining("BLACKFISH_PORTAL_USER is \"ada bob\"; give a user name without spaces.")
                .hasMessageContaining(
                        "BLACKFISH_SESSION_ENDS_AT is \"1790000000000\"; give a time in whole seconds since"
                                + " 1970, such as 1790000000.")
                .hasMessageContaining("BLACKFISH_SESSIONS_URL is \"javascript:alert(1)\"; give a path such as"
                        + " /pun/sys/dashboard/batch_connect/sessions or an http(s) address.")
                .hasMessageContaining("BLACKFISH_HEARTBEAT is \"1m\"; give a time from 1s to 15s.");
        for (String address : List.of("//evil.example", "https://", "sessions", "/a b", "/a\"b")) {
            assertThatThrownBy(() -> Settings.from(Map.of("BLACKFISH_SESSIONS_URL", address)))
                    .hasMessageContaining("BLACKFISH_SESSIONS_URL");
        }
    }

    @Test
    void timesHaveUnits() {
        assertThat(Settings.from(Map.of("BLACKFISH_GRACE_PERIOD", "5m")).gracePeriod())
                .isEqualTo(Duration.ofMinutes(5));
        assertThat(Settings.from(Map.of("BLACKFISH_GRACE_PERIOD", "90")).gracePeriod())
                .isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void everyWrongValueIsNamedAtOnce() {
        assertThatThrownBy(() -> Settings.from(Map.of(
                        "BLACKFISH_PORT", "eighty",
                        "BLACKFISH_GRACE_PERIOD", "soon",
                        "BLACKFISH_TEXT_GENERATION_IMAGE", "vllm")))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("BLACKFISH_PORT is \"eighty\"; give a port from 1 to 65535.")
                .hasMessageContaining("BLACKFISH_GRACE_PERIOD is \"soon\"; give a time such as 30, 30s or 5m.")
                .hasMessageContaining("BLACKFISH_TEXT_GENERATION_IMAGE is \"vllm\"; give repository:tag.");
    }

    @Test
    void anUnknownNameStopsTheStart() {
        assertThatThrownBy(() -> Settings.from(Map.of("BLACKFISH_HOMEDIR", "/x")))
                .hasMessageStartingWith("There is no setting BLACKFISH_HOMEDIR; the settings are BLACKFISH_BASE_PATH");
    }

    @Test
    void aRetiredNameSaysWhy() {
        assertThatThrownBy(() -> Settings.from(Map.of("BLACKFISH_DEBUG", "1")))
                .hasMessage("Authentication is always on; remove BLACKFISH_DEBUG.");
        assertThatThrownBy(() -> Settings.from(Map.of("BLACKFISH_AUTH_TOKEN", "x")))
                .hasMessageContaining("A token in the environment can be read by others");
    }

    @Test
    void otherPeoplesNamesAreTheirs() {
        assertThat(Settings.from(Map.of("SLURM_CONF", "/etc/slurm.conf"))).isNotNull();
    }

    @Test
    void anExternalDatabaseIsNamedByItsUrlWithItsCertificateChecked() {
        ExternalDatabase database = external("jdbc:postgresql://ada@db.example.edu/blackfish?sslrootcert=/etc/ca.crt");
        assertThat(database.host()).isEqualTo("db.example.edu");
        assertThat(database.port()).isEqualTo(5432);
        assertThat(database.name()).isEqualTo("blackfish");
        assertThat(database.user()).isEqualTo("ada");
        assertThat(database.encrypted()).isTrue();
        assertThat(database.rootCertificate()).contains(Path.of("/etc/ca.crt"));
        assertThat(external("postgresql://db.example.edu:5433/x").user()).isEqualTo(System.getProperty("user.name"));
        assertThat(external("postgresql://localhost/x?sslmode=disable").encrypted())
                .isFalse();
    }

    @Test
    void aPasswordInTheDatabaseUrlIsRefusedAndNotRepeated() {
        for (String url : List.of(
                "postgresql://ada:sesame@db.example.edu/x",
                "postgresql://db.example.edu/x?user=ada&password=sesame",
                "postgresql://ada:sesame@db.example.edu x/")) {
            assertThatThrownBy(() -> external(url))
                    .isInstanceOf(InvalidInput.class)
                    .hasMessageContaining("BLACKFISH_DATABASE_URL")
                    .hasMessageNotContaining("sesame");
        }
        assertThatThrownBy(() -> external("postgresql://ada:sesame@db.example.edu/x"))
                .hasMessageContaining("put it in a file of mode 0600");
    }

    @Test
    void aDatabaseUrlThatProvesTooLittleIsRefused() {
        assertThatThrownBy(() -> external("postgresql://db.example.edu/x?sslmode=require"))
                .hasMessageContaining("sslmode=require, which does not prove whose server answers; give verify-full");
        assertThatThrownBy(() -> external("postgresql://db.example.edu/x?sslmode=disable"))
                .hasMessageContaining("sslmode=disable, which is for a server on this machine only");
        assertThatThrownBy(() -> external("postgresql://db.example.edu/x?socketFactory=evil"))
                .hasMessageContaining("has the parameter \"socketFactory\"");
        assertThatThrownBy(() -> external("postgresql://db.example.edu")).hasMessageContaining("names no database");
        assertThatThrownBy(() -> external("mysql://db.example.edu/x"))
                .hasMessageContaining("is not the URL of one PostgreSQL server");
    }

    private static ExternalDatabase external(String url) {
        return Settings.from(Map.of("BLACKFISH_DATABASE_URL", url))
                .externalDatabase()
                .orElseThrow();
    }

    @Test
    void aSecretDoesNotPrintItself() {
        Secret secret = Secret.generate();
        assertThat(secret.toString()).isEqualTo("(secret)");
        assertThat(secret.value()).hasSize(43);
        assertThat(secret.matches(secret.value())).isTrue();
        assertThat(secret.matches("x")).isFalse();
    }
}
