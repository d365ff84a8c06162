package org.blackfish.api;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.blackfish.service.EngineOptions;
import org.blackfish.service.Removal;
import org.blackfish.service.Resources;
import org.blackfish.service.Service;
import org.blackfish.service.ServiceChanged;
import org.blackfish.service.ServiceRemoved;
import org.blackfish.service.Specification;
import org.blackfish.wire.RunCardView;
import org.junit.jupiter.api.Test;

class ServiceRenderingTest {
    static final UUID ID = UUID.fromString("6f0f3c1e-2f7e-4d0e-9a2e-0d1c2b3a4f55");
    private static final URI API = URI.create("http://h:1/node/c1/4711/api/");

    @Test
    void aServiceHasTheMembersThatTheReleasedCommandLineTakesAndNoOther() {
        assertThat(JsonText.object(ServiceRendering.view(service())).keySet())
                .containsExactly(
                        ("protected id created_at updated_at name image image_ref model profile host user home_dir"
                                        + " cache_dir job_id port status time ntasks_per_node mem gres partition"
                                        + " constraint account scheduler provider mount grace_period")
                                .split(" "));
    }

    @Test
    void aServiceReadsAsTheReferenceWritesIt() {
        JsonObject view = JsonText.object(ServiceRendering.view(service()));
        assertThat(view.getString("created_at")).isEqualTo("2026-11-22T14:01:02.000000Z");
        assertThat(view.getString("status")).isEqualTo("submitted");
        assertThat(view.getString("time")).isEqualTo("1-01:30:00");
        assertThat(view.getString("gres")).isEqualTo("2");
        assertThat(view.getInt("grace_period")).isEqualTo(600);
        assertThat(view.get("job_id")).isEqualTo(JsonValue.NULL);
        assertThat(view.getBoolean("protected")).isTrue();
    }

    @Test
    void ourOwnFactsLieUnderLive() {
        JsonObject live =
                ServiceRendering.withLive(service(), API, List.of("colour")).getJsonObject("live");
        assertThat(live.getString("phase")).isEqualTo("queued");
        assertThat(live.getString("base_url")).isEqualTo("http://h:1/node/c1/4711/services/" + ID + "/v1");
        assertThat(live.getJsonArray("ignored").getString(0)).isEqualTo("colour");
        assertThat(live.getJsonObject("slurm").keySet()).containsExactly("state", "reason", "exit_code");
    }

    @Test
    void aRunCardSaysWhatIsNeededToRunItAgain() {
        RunCardView card = RunCard.of(service(), "1.2.3", "#!/bin/bash\nexec x\n");
        JsonObject json = JsonText.object(card);
        assertThat(json.getString("revision")).isEqualTo("abc");
        assertThat(json.getString("image_ref")).isEqualTo("ghcr.io/x/y:z");
        assertThat(json.getJsonObject("resources").getString("time")).isEqualTo("1-01:30:00");
        assertThat(RunCard.markdown(card))
                .startsWith("# name\n")
                .contains(
                        "| model | org/model |\n",
                        "| resources tier | Small |\n",
                        "````bash\n#!/bin/bash\nexec x\n````")
                .doesNotContain("| node |");
    }

    @Test
    void aRemovalCarriesItsIdTwiceForOlderClients() {
        assertThat(JsonText.of(ServiceRendering.removal(new Removal(ID, false, "It is live."))))
                .isEqualTo("{\"id\":\"" + ID + "\",\"job_id\":\"" + ID
                        + "\",\"status\":\"error\",\"message\":\"It is live.\"}");
    }

    @Test
    void eventsSayWhatAServiceBecameOrThatItIsGone() {
        assertThat(JsonText.of(ServiceRendering.news(new ServiceChanged(service()))))
                .isEqualTo("{\"id\":\"" + ID + "\",\"status\":\"submitted\",\"phase\":\"queued\",\"removed\":false}");
        assertThat(JsonText.of(ServiceRendering.news(new ServiceRemoved(ID))))
                .isEqualTo("{\"id\":\"" + ID + "\",\"status\":null,\"phase\":null,\"removed\":true}");
    }

    static Service service() {
        return new Service(ID, specification(), Instant.parse("2026-11-22T14:01:02Z"));
    }

    private static Specification specification() {
        return new Specification(
                "name",
                "text_generation",
                "ghcr.io/x/y:z",
                "org/model",
                "abc",
                "della",
                "localhost",
                "shamu",
                Path.of("/home"),
                Path.of("/cache"),
                8080,
                new Resources(4, 16, 2, Duration.ofMinutes(1530), null, "gpu", null, null, "Small"),
                "vllm",
                Duration.ofMinutes(10),
                EngineOptions.NONE,
                null,
                Path.of("/cache/images/x_1.sif"),
                null,
                "fingerprint");
    }
}
