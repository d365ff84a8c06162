package org.blackfish.cli;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChatAndLogsTest {
    private static final String ID = "6f0f3c1e-2f7e-4d0e-9a2e-0d1c2b3a4f55";
    private static final String CHAT = "POST /services/" + ID + "/v1/chat/completions";

    private static final Terminal TERMINAL = new Terminal(true, false, false, 80, false);

    @TempDir
    Path home;

    private StandInServer server;

    @BeforeEach
    void start() {
        server = new StandInServer();
        server.publish(home);
        server.on(
                "GET /api/services/" + ID + "?refresh=true&include=live",
                200,
                ServicesCommandsTest.service(ID, "chat", "healthy"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aStreamIsPrintedPieceByPiece() {
        server.on(CHAT, 200, """
                data: {'choices':[{'delta':{'role':'assistant'}}]}

                data: {'choices':[{'delta':{'content':'Hel'}}]}

                data: {'choices':[{'delta':{'content':'lo'}}]}

                data: [DONE]

                """);
        Typed typed = Typed.in(home, "chat", ID, "Say", "hello", "--max-tokens", "9", "--system", "Be short.");
        assertThat(typed.out()).as(typed.err()).isEqualTo("Hello\n");
        assertThat(server.last().body())
                .isEqualTo("{\"model\":\"org/m\",\"messages\":[{\"role\":\"system\",\"content\":\"Be short.\"},"
                        + "{\"role\":\"user\",\"content\":\"Say hello\"}],\"stream\":true,\"max_tokens\":9}");
    }

    @Test
    void aPersonTalksTurnByTurnUntilAnEmptyLine() {
        server.on(CHAT, 200, "data: {'choices':[{'delta':{'content':'Yes'}}]}\n\ndata: [DONE]\n\n");
        Terminal person = new Terminal(true, false, true, 80, false);
        Typed typed = Typed.in(home, Map.of(), "One?\nTwo?\n\n", person, "chat", ID);
        assertThat(typed.out()).isEqualTo("Yes\nYes\n");
        assertThat(server.last().json().getJsonArray("messages")).hasSize(3);
    }

    @Test
    void aTalkForProgramsRemembersWhatWasSaidAndAsksForAProofBeforeEachTurn() {
        server.on(CHAT, 200, "{'choices':[{'message':{'role':'assistant','content':'Yes'}}]}");
        Terminal person = new Terminal(true, false, true, 80, false);
        Typed typed = Typed.in(home, Map.of(), "One?\nTwo?\n\n", person, "chat", ID, "--json");
        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(server.last().json().getJsonArray("messages").getJsonObject(1))
                .isEqualTo(Json.createObjectBuilder()
                        .add("role", "assistant")
                        .add("content", "Yes")
                        .build());
        // At the start, and before each of the two turns.
        assertThat(server.proofs()).isEqualTo(3);
    }

    @Test
    void anEngineThatBreaksOffIsSaidTo() {
        server.on(
                CHAT,
                200,
                "data: {'choices':[{'delta':{'content':'He'}}]}\n\ndata: {'error':{'message':'The engine ended.'}}\n\n");
        Typed typed = Typed.in(home, "chat", ID, "Hello");
        assertThat(typed.code()).isEqualTo(1);
        assertThat(typed.err()).isEqualTo("blackfish: The engine ended.\n");
        server.on(CHAT, 503, "{'error':{'message':'The service is loading.'}}");
        Typed early = Typed.in(home, "chat", ID, "Hello");
        assertThat(early.code()).isEqualTo(3);
        assertThat(early.err()).isEqualTo("blackfish: The service is loading.\n");
        assertThat(Typed.in(home, "chat", ID).err()).contains("There is no message");
    }

    @Test
    void aLogIsPrintedWithoutWhatATerminalWouldObey() {
        String log = "GET /api/services/" + ID + "/log?limit=1048576&offset=";
        server.on(log + 0, 200, "a\u001B[2Jb\r\n10%\r20%\n", Map.of("X-Next-Offset", "17"));
        server.on(log + 17, 200, "", Map.of("X-Next-Offset", "17"));
        assertThat(Typed.in(home, Map.of(), "", TERMINAL, "logs", ID).out()).isEqualTo("a\uFFFD[2Jb\n10%\n20%\n");
        assertThat(Typed.in(home, "logs", ID).out()).isEqualTo("a\u001B[2Jb\r\n10%\r20%\n");
    }

    @Test
    void thePageOfAPortalIsNoLog() {
        for (Map<String, String> headers : List.of(Map.<String, String>of(), Map.of("X-Next-Offset", "soon"))) {
            server.on("GET /api/services/" + ID + "/log?limit=1048576&offset=0", 200, "<html>", headers);
            Typed typed = Typed.in(home, "logs", ID);
            assertThat(typed.code()).isEqualTo(1);
            assertThat(typed.err()).contains("is not what this command expects").hasLineCount(1);
            assertThat(typed.out()).isEmpty();
        }
    }

    @Test
    void theAddressOfAPageHoldsNoToken() {
        Typed typed = Typed.in(home, "open", ID);
        assertThat(typed.out()).isEqualTo("http://127.0.0.1:" + server.port() + "/service.xhtml?id=" + ID + "\n");
        assertThat(typed.err()).doesNotContain(StandInServer.TOKEN);
    }

    @Test
    void theVersionNeedsNoServer() {
        server.on("GET /api/info", 200, "{'VERSION':'0.9'}");
        assertThat(Typed.in(home, "version").out()).contains("server 0.9 at http://127.0.0.1:");
        server.close();
        Typed alone = Typed.in(home, "version");
        assertThat(alone.code()).isZero();
        assertThat(alone.out()).contains("blackfish ", "server unknown");
    }

    @Test
    void theFolderThatIsTypedAtThePromptIsCheckedAsItsOptionIs() {
        Terminal person = new Terminal(true, false, true, 80, false);
        for (String typed : List.of("/shared\u0000", "/shared\u001b[2J", "/shared\u202e")) {
            Typed answer = Typed.in(home.resolve("fresh"), Map.of(), typed + "\n", person, "init");
            assertThat(answer.code()).isEqualTo(2);
            assertThat(answer.err())
                    .contains("cannot be written to profiles.cfg; name users and folders without control characters.")
                    .doesNotContain("\u0000", "\u001b", "\u202e");
        }
        assertThat(home.resolve("fresh")).doesNotExist();
    }

    @Test
    void aHomeIsMadeOnce() throws IOException {
        Path fresh = home.resolve("fresh 100%");
        Typed typed = Typed.in(fresh, "init", "--auto");
        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(Files.readString(fresh.resolve("profiles.cfg")))
                .contains("[default]\nschema = slurm\nhost = localhost\n", "fresh 100%%\n", "default = true\n");
        assertThat(Files.getPosixFilePermissions(fresh)).hasSize(3);
        assertThat(Files.getPosixFilePermissions(fresh.resolve("profiles.cfg"))).hasSize(2);
        try (var files = Files.list(fresh)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("profiles.cfg", "models", "images");
        }
        assertThat(Typed.in(fresh, "init", "--auto").err())
                .contains("There are profiles in")
                .hasLineCount(1);
        Path commented = Files.createDirectories(home.resolve("commented"));
        Files.writeString(commented.resolve("profiles.cfg"), "# of the lab");
        assertThat(Typed.in(commented, "init", "-a").code()).isZero();
        assertThat(Files.readString(commented.resolve("profiles.cfg"))).startsWith("# of the lab\n[default]\n");
        Path application = home.resolve("application");
        Typed apart = Typed.in(home, "init", "-a", "-r", application.toString(), "-d", home + "/work");
        assertThat(apart.out()).contains("set BLACKFISH_HOME_DIR to " + application + ", then \"blackfish start\".");
        assertThat(Files.readString(application.resolve("profiles.cfg"))).contains("home_dir = " + home + "/work\n");
        assertThat(Typed.in(home, "init", "-a", "-r", "a\nb").err())
                .isEqualTo(
                        "blackfish: \"a b\" cannot be written to profiles.cfg; name users and folders without control"
                                + " characters.\n");
        assertThat(Typed.in(home, "init", "-c", "/nowhere").err()).contains("The shared folder /nowhere is not there");
        assertThat(Typed.in(home, "init", "--host", "della").err()).contains("come with a later version");
    }
}
