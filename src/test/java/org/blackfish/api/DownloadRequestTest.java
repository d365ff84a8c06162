package org.blackfish.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.blackfish.hub.DownloadSite;
import org.blackfish.problem.InvalidInput;
import org.junit.jupiter.api.Test;

class DownloadRequestTest {
    private static DownloadRequest read(String json) {
        return DownloadRequest.read(JsonBody.object(json.getBytes(StandardCharsets.UTF_8)), DownloadSite.HERE);
    }

    private static Map<String, String> wrong(String json) {
        return catchThrowableOfType(InvalidInput.class, () -> read(json)).fields();
    }

    @Test
    void anEmptyNameIsNoNameOfARepository() {
        assertThat(wrong("{\"repo_id\":\"\",\"profile\":\"\"}"))
                .containsOnlyKeys("repo_id")
                .extractingByKey("repo_id")
                .asString()
                .startsWith("The model \"\" is no name of a repository; give namespace/name");
    }

    @Test
    void whatIsMissingOrMistypedIsToldOnceAndTogether() {
        assertThat(wrong("{\"where\":\"moon\"}"))
                .containsEntry("repo_id", "The field repo_id is missing; give a text.")
                .containsEntry("profile", "The field profile is missing; give a text.")
                .containsKey("where");
        assertThat(wrong("{\"repo_id\":1,\"profile\":\"default\"}").get("repo_id"))
                .contains("must be a text");
        assertThat(read("{\"repo_id\":\"lab/tiny\",\"profile\":\"default\"}")
                        .order()
                        .repo()
                        .text())
                .isEqualTo("lab/tiny");
    }
}
