package org.blackfish.cli;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunTest {
    private static final String ID = "6f0f3c1e-2f7e-4d0e-9a2e-0d1c2b3a4f55";
    private static final String LAUNCH = "POST /api/services?include=live";

    @TempDir
    Path home;

    private StandInServer server;

    @BeforeEach
    void start() {
        server = new StandInServer();
        server.publish(home);
        server.on(LAUNCH, 201, ServicesCommandsTest.service(ID, "chat", "submitted"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aLaunchSendsWhatWasTypedUnderOneKey() {
        Typed typed = Typed.in(
                home,
                "run",
                "org/m",
                "-n",
                "chat",
                "--tier",
                "Small",
                "--time",
                "90",
                "--env",
                "A=b",
                "--",
                "--max-model-len",
                "4096");
        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(typed.out()).isEqualTo("Started service: " + ID + "\n");
        JsonObject order = server.last().json();
        assertThat(order.toString())
                .isEqualTo("{\"image\":\"text_generation\",\"name\":\"chat\",\"repo_id\":\"org/m\",\"tier\":\"Small\","
                        + "\"time\":90,\"env\":{\"A\":\"b\"},\"engine_args\":[\"--max-model-len\",\"4096\"]}");
        assertThat(server.last().headers()).containsKey("Idempotency-key");
    }

    @Test
    void theWordsOfThePythonBlackfishMeanTheSame() {
        Typed typed = Typed.in(
                home,
                "run",
                "--time",
                "01:00:00",
                "--ntasks-per-node",
                "4",
                "--mem",
                "16",
                "--gres",
                "1",
                "-p",
                "della",
                "text-generation",
                "org/m",
                "-n",
                "chat",
                "-p",
                "8080",
                "--max-model-len",
                "4096");
        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(typed.err()).contains("--port means nothing here");
        JsonObject order = server.last().json();
        assertThat(order.getString("profile")).isEqualTo("della");
        assertThat(order.getString("time")).isEqualTo("01:00:00");
        assertThat(order.getInt("cpus")).isEqualTo(4);
        assertThat(order.getInt("memory_gb")).isEqualTo(16);
        assertThat(order.getInt("gpus")).isEqualTo(1);
        assertThat(order.getJsonArray("engine_args").toString()).isEqualTo("[\"--max-model-len\",\"4096\"]");
    }

    @Test
    void aTypingErrorIsNotAnOptionOfTheEngine() {
        Typed typed = Typed.in(home, "run", "org/m", "--partiton", "gpu");
        assertThat(typed.code()).isEqualTo(2);
        assertThat(typed.err()).contains("Unknown option: '--partiton'");
        assertThat(Typed.in(home, "run", "org/m", "gpu").err())
                .isEqualTo("blackfish: \"gpu\" is one too many; options of the engine go behind \"--\".\n");
        assertThat(server.seen()).isEmpty();
    }

    @Test
    void aKeyComesFromAFileAndNeverFromArguments() throws IOException {
        assertThat(Typed.in(home, "run", "org/m", "--api-key=secret").err())
                .startsWith("blackfish: --api-key would show the key to everybody");
        assertThat(Typed.in(home, "run", "text-generation", "org/m", "--api-key", "secret")
                        .err())
                .startsWith("blackfish: --api-key would show the key");
        assertThat(server.seen()).isEmpty();
        Path file = Files.writeString(home.resolve("key"), "k1\n");
        assertThat(Typed.in(home, "run", "org/m", "--api-key-file", file.toString())
                        .code())
                .isZero();
        assertThat(server.last().json().getString("api_key")).isEqualTo("k1");
        assertThat(Typed.in(home, "run", "org/m", "--api-key-file", home + "/none")
                        .err())
                .contains("/none of --api-key-file cannot be read");
    }

    @Test
    void aDryRunOnlyPreviews() {
        server.on(
                "POST /api/services/preview",
                200,
                "{'script':'#!/bin/bash\\nrun','model':'org/m','revision':'abc','sentence':'Small fits.','profile':'default',"
                        + "'resources':{'cpus':4,'memory_gb':16,'gpus':0,'time':'00:30:00'}}");
        Typed typed = Typed.in(home, "run", "org/m", "--dry-run");
        assertThat(typed.out())
                .contains("Nothing was launched", "tier       Small fits.", "4 cores, 16 GB", "#!/bin/bash\nrun");
        assertThat(server.seen()).hasSize(1);
    }

    @Test
    void theLaunchIsPrintedHoweverItsWaitEnds() {
        server.on(
                "GET /api/services/" + ID + "/wait?status=healthy&timeout=25",
                409,
                "{'detail':'It is failed and can no longer become healthy.'}");
        Typed typed = Typed.in(home, "run", "org/m", "--wait", "--json");
        assertThat(typed.code()).isEqualTo(1);
        assertThat(typed.out()).startsWith("{").contains("\"id\": \"" + ID + "\"");
        assertThat(typed.err()).contains("can no longer become healthy");
    }

    @Test
    void everyWrongFieldIsTold() {
        server.on(
                LAUNCH,
                400,
                "{'detail':'2 fields are wrong.','extra':[{'message':'The name is odd.','key':'name'},{'message':'The time is"
                        + " long.','key':'time'}]}");
        Typed typed = Typed.in(home, "run", "org/m");
        assertThat(typed.code()).isEqualTo(2);
        assertThat(typed.err()).isEqualTo("blackfish: The name is odd. The time is long.\n");
    }

    @Test
    void withoutAModelItSaysWhatIsMissing() {
        assertThat(Typed.in(home, "run").err()).startsWith("blackfish: The model is missing;");
    }
}
