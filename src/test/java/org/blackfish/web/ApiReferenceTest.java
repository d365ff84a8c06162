package org.blackfish.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.blackfish.api.OpenApiDocument;
import org.junit.jupiter.api.Test;

class ApiReferenceTest {
    private static final OpenApiDocument DOCUMENT = OpenApiDocument.ofTheBuild();
    private static final List<ApiArea> AREAS =
            new ApiReference(DOCUMENT.whole(), "http://127.0.0.1:8000/node/n/8000").areas();

    @Test
    void everyOperationIsShownOnce() {
        assertThat(AREAS.stream().flatMap(area -> area.operations().stream()).map(ApiOperation::id))
                .doesNotHaveDuplicates()
                .hasSameElementsAs(DOCUMENT.operations().stream()
                        .map(OpenApiDocument.Operation::id)
                        .toList());
        assertThat(AREAS.getFirst().name()).isEqualTo("Services");
        assertThat(AREAS).extracting(ApiArea::id).doesNotHaveDuplicates();
    }

    @Test
    void aCallIsALineToPasteThatKeepsTheTokenOutOfTheProcessList() {
        assertThat(operation("stopService").call())
                .isEqualTo(
                        "curl -X PUT 'http://127.0.0.1:8000/node/n/8000/api/services/6f0f3c1e-2f7e-4d0e-9a2e-0d1c2b3a4f55/stop'"
                                + " \\\n  -H @<(echo \"X-Blackfish-Token: $BLACKFISH_TOKEN\")"
                                + " \\\n  -H 'Content-Type: application/json' \\\n  -d '{}'");
        assertThat(operation("signIn").call())
                .endsWith("/session' \\\n  -H @<(echo \"X-Blackfish-Token: $BLACKFISH_TOKEN\")"
                        + " \\\n  --data-urlencode token@<(printf %s \"$BLACKFISH_TOKEN\")"
                        + " \\\n  --data-urlencode 'next=/services.xhtml'");
        assertThat(operation("listContainers").call()).contains("/api/containers?profile=default'");
        assertThat(operation("publishTierFile").call()).contains("-H 'If-Match: \"none\"'");
    }

    @Test
    void membersOfABodyAreShownWithThoseItTakesOver() {
        assertThat(operation("previewLaunch").fields())
                .contains(
                        new ApiField("test_only", "body", "boolean", false, "Ask Slurm as well"),
                        new ApiField("repo_id", "body", "string", true, "A repository on disk"));
        assertThat(operation("issueToken").fields()).anySatisfy(field -> {
            assertThat(field.name()).isEqualTo("scopes");
            assertThat(field.description()).contains("manage launches, stops and deletes");
        });
    }

    @Test
    void answersBeginWithWhatIsHopedFor() {
        assertThat(operation("awaitService").answers())
                .containsExactly("200: Reached", "202: Not yet; ask again", "else: What is wrong, in one sentence");
    }

    private static ApiOperation operation(String id) {
        return AREAS.stream()
                .flatMap(area -> area.operations().stream())
                .filter(operation -> operation.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
