package org.blackfish.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.blackfish.settings.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubTokenTest {
    @TempDir
    Path home;

    @Test
    void theEnvironmentWinsOverTheFile() throws Exception {
        Files.writeString(home.resolve("token"), "hf_file\r\n");
        Map<String, String> environment = new HashMap<>(Map.of("HF_HOME", home.toString()));
        assertThat(found(environment)).isEqualTo("hf_file");
        environment.put("HUGGING_FACE_HUB_TOKEN", "hf_old");
        assertThat(found(environment)).isEqualTo("hf_old");
        environment.put("HF_TOKEN", " hf_new\n");
        assertThat(found(environment)).isEqualTo("hf_new");
        environment.put("HF_TOKEN", "");
        assertThat(found(environment)).isEqualTo("hf_old");
        environment.put("HF_HUB_DISABLE_IMPLICIT_TOKEN", "1");
        assertThat(found(environment)).isEmpty();
    }

    @Test
    void theFileIsFoundWhereThePythonClientKeepsIt() {
        assertThat(new HubToken(Map.of("HOME", "/home/ada")).file())
                .isEqualTo(Path.of("/home/ada/.cache/huggingface/token"));
        assertThat(new HubToken(Map.of("HOME", "/home/ada", "XDG_CACHE_HOME", "/scratch/ada")).file())
                .isEqualTo(Path.of("/scratch/ada/huggingface/token"));
        assertThat(new HubToken(Map.of("HOME", "/home/ada", "HF_HOME", "~/hf")).file())
                .isEqualTo(Path.of("/home/ada/hf/token"));
        assertThat(new HubToken(Map.of("HF_HOME", "/x", "HF_TOKEN_PATH", "/y/t")).file())
                .isEqualTo(Path.of("/y/t"));
    }

    @Test
    void aSavedTokenIsClosedToOthersAndCanBeForgotten() throws Exception {
        HubToken token = new HubToken(Map.of("HF_HOME", home.resolve("hf").toString()));
        token.save(new Secret("hf_x"));
        assertThat(token.find().map(Secret::value)).contains("hf_x");
        assertThat(rights(home.resolve("hf"))).isEqualTo("rwx------");
        assertThat(rights(home.resolve("hf/token"))).isEqualTo("rw-------");
        token.forget();
        assertThat(token.find()).isEmpty();
        token.forget();
    }

    @Test
    void aTokenThatWouldBeOverriddenOrIsNoneIsRefused() {
        assertThatThrownBy(() ->
                        new HubToken(Map.of("HF_TOKEN", "hf_env", "HF_HOME", home.toString())).save(new Secret("hf_x")))
                .hasMessage("The environment variable HF_TOKEN gives the token and wins over a saved one; unset it and"
                        + " start Blackfish again.");
        assertThatThrownBy(() -> new HubToken(Map.of("HF_HOME", home.toString())).save(new Secret("a b")))
                .hasMessage("A Hugging Face token is one word such as hf_…; what was given has spaces or is empty.");
    }

    private static String found(Map<String, String> environment) {
        return new HubToken(environment).find().map(Secret::value).orElse("");
    }

    private static String rights(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
