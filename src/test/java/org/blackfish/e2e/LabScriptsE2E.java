package org.blackfish.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The examples of the guide as they are printed, and the real openai package, with personal tokens. */
class LabScriptsE2E {
    private static final Path EXAMPLES = Path.of("docs/guide/examples");
    private static final Duration LONGEST = Duration.ofMinutes(4);

    private static Server server;
    private static Launches launches;

    @BeforeAll
    static void start() {
        server = Server.start();
        launches = new Launches(server);
    }

    @AfterAll
    static void stop() {
        Launches.all(server).stream()
                .filter(service -> !List.of("stopped", "failed").contains(service.getString("status")))
                .forEach(service -> launches.stop(service.getString("id")));
        server.close();
    }

    @Test
    void everyExampleOfTheGuideAnswersAndAllOfThemShareOneService() throws IOException {
        String manage = PersonalTokens.issue(server, "lab", "manage", null).getString("secret");
        List<List<String>> examples = List.of(
                List.of("bash", "docs/guide/examples/ask.sh"),
                List.of("python3", "docs/guide/examples/ask.py"),
                List.of(Program.python().toString(), "docs/guide/examples/ask_openai.py"),
                List.of("Rscript", "--vanilla", "docs/guide/examples/ask.R"));
        for (List<String> example : examples) {
            Program ended = run(manage, example);
            assertThat(ended.exit()).as(example + "\n" + ended).isZero();
            assertThat(ended.out()).as(example.toString()).contains("Paris");
        }
        assertThat(Launches.all(server).stream()
                        .filter(one -> one.getString("name").equals("assistant")))
                .hasSize(1);
        try (var files = Files.list(EXAMPLES)) {
            assertThat(files.map(file -> "docs/guide/examples/" + file.getFileName()))
                    .allMatch(file ->
                            file.endsWith("many.sh") || examples.stream().anyMatch(example -> example.contains(file)));
        }
        manyQuestions(manage);
    }

    /** Eight lines, four at a time; what has an answer is not asked again. */
    private static void manyQuestions(String token) throws IOException {
        Path folder = Files.createTempDirectory("many");
        Path questions = folder.resolve("questions.txt");
        Files.writeString(questions, "What is the capital of France? Answer in one word.\n".repeat(8));
        Program ended = run(token, List.of("bash", "docs/guide/examples/many.sh", questions.toString(), folder + "/a"));
        assertThat(ended.exit()).as(ended.toString()).isZero();
        for (int i = 1; i <= 8; i++) {
            assertThat(Files.readString(folder.resolve("a/" + i + ".json"))).contains("Paris");
        }
        Instant first = Files.getLastModifiedTime(folder.resolve("a/1.json")).toInstant();
        run(token, List.of("bash", "docs/guide/examples/many.sh", questions.toString(), folder + "/a"));
        assertThat(Files.getLastModifiedTime(folder.resolve("a/1.json")).toInstant())
                .isEqualTo(first);
    }

    @Test
    void anExampleThatMayNotLaunchSaysWhatItsTokenLacks() {
        String use = PersonalTokens.issue(server, "reader", "use", null).getString("secret");
        Program python = run(use, List.of("python3", "docs/guide/examples/ask.py"));
        assertThat(python.exit()).isNotZero();
        assertThat(python.err()).contains("it needs the scope \"manage\"").doesNotContain("Traceback");
        Program bash = run(use, List.of("bash", "docs/guide/examples/ask.sh"));
        assertThat(bash.exit()).isNotZero();
        assertThat(bash.err()).contains("it needs the scope \"manage\"");
        Program r = run(use, List.of("Rscript", "--vanilla", "docs/guide/examples/ask.R"));
        assertThat(r.exit()).isNotZero();
        assertThat(r.err()).contains("it needs the scope");
    }

    @Test
    void withoutAnAddressEveryExampleSaysWhatToSet() {
        List<List<String>> examples = List.of(
                List.of("bash", "docs/guide/examples/ask.sh"),
                List.of("bash", "docs/guide/examples/many.sh", "/dev/null", "/tmp"),
                List.of("python3", "docs/guide/examples/ask.py"),
                List.of(Program.python().toString(), "docs/guide/examples/ask_openai.py"),
                List.of("Rscript", "--vanilla", "docs/guide/examples/ask.R"));
        for (List<String> example : examples) {
            Program ended = Program.run(
                    new HashMap<>(Map.of("BLACKFISH_URL", "", "BLACKFISH_TOKEN", "not-for-anybody")), LONGEST, example);
            assertThat(ended.exit()).as(example.toString()).isNotZero();
            assertThat(ended.err())
                    .as(example.toString())
                    .contains("BLACKFISH_URL", "to the address of your Blackfish, such as");
        }
    }

    @Test
    void anExampleThatFindsNobodySaysWhere() throws IOException {
        Path impatient = Files.createTempDirectory("impatient");
        Path sleep = Files.writeString(impatient.resolve("sleep"), "#!/bin/sh\n");
        Files.setPosixFilePermissions(sleep, PosixFilePermissions.fromString("rwx------"));
        String nowhere = "http://127.0.0.1:" + Testbed.freePort();
        Program ended = Program.run(
                Map.of(
                        "BLACKFISH_URL",
                        nowhere,
                        "BLACKFISH_TOKEN",
                        "not-for-anybody",
                        "no_proxy",
                        "127.0.0.1",
                        "PATH",
                        impatient + ":" + System.getenv("PATH")),
                LONGEST,
                List.of("bash", "docs/guide/examples/ask.sh"));
        assertThat(ended.exit()).as(ended.toString()).isEqualTo(1);
        assertThat(ended.err())
                .startsWith("Blackfish does not answer at " + nowhere + ": Failed to connect")
                .hasLineCount(1);
    }

    @Test
    void manyQuestionsWithoutAnswersAreNoSuccess() throws IOException {
        String read = PersonalTokens.issue(server, "looker", "read", null).getString("secret");
        Path folder = Files.createTempDirectory("none");
        Path questions = folder.resolve("questions.txt");
        Files.writeString(questions, "One?\nTwo?\nThree?\nFour?\nFive?\nSix, without a line's end?");
        Program ended = run(read, List.of("bash", "docs/guide/examples/many.sh", questions.toString(), folder + "/a"));
        assertThat(ended.exit()).as(ended.toString()).isEqualTo(1);
        assertThat(ended.err())
                .contains("Line 6: ", "it needs the scope", "6 of 6 lines have no answer")
                .doesNotContain("jq:");
    }

    @Test
    void theRealOpenaiPackageWorksAtBothAddressesWithAPersonalToken() {
        EngineModel model = EngineModel.in(server, "sdk", "{\"answer\":\"yes it is\",\"chunks\":3}");
        JsonObject issued =
                PersonalTokens.issue(server, "sdk", "use", Instant.now().plusSeconds(3600));
        assertThat(issued.isNull("last_used_at")).isTrue();
        String id = launches.launch(model.order("sdk").add("image_ref", "testbed/engine:1"));
        launches.await(id, "healthy");
        for (String base : List.of("/v1", "/services/" + id + "/v1")) {
            Program ended = run(
                    issued.getString("secret"),
                    List.of(
                            Program.python().toString(),
                            "src/test/resources/python/openai_client.py",
                            server.address() + base,
                            "sdk"));
            assertThat(ended.exit()).as(base + "\n" + ended).isZero();
            JsonObject seen = Server.parse(ended.out()).asJsonObject();
            assertThat(texts(seen, "models")).as(base).contains("sdk");
            assertThat(texts(seen, "async_models")).as(base).contains("sdk");
            assertThat(seen.getString("sync").strip()).isEqualTo("yes it is");
            assertThat(seen.getString("stream").strip()).isEqualTo("yes it is");
            assertThat(seen.getInt("pieces")).isGreaterThanOrEqualTo(3);
            assertThat(texts(seen, "async"))
                    .hasSize(4)
                    .allMatch(answer -> answer.strip().equals("yes it is"));
            assertThat(seen.getString("async_stream").strip()).isEqualTo("yes it is");
            assertThat(texts(seen, "wrong_token")).startsWith("AuthenticationError");
            assertThat(seen.getJsonArray("wrong_token").getInt(1)).isEqualTo(401);
        }
        JsonObject shown = tokens().stream()
                .filter(one -> one.getString("name").equals("sdk"))
                .findFirst()
                .orElseThrow();
        assertThat(shown.isNull("last_used_at")).isFalse();
        assertThat(shown.isNull("secret")).isTrue();
        launches.stop(id);
    }

    @Test
    void theGuidePrintsTheExamplesAsTheyAre() throws IOException {
        String guide = Files.readString(Path.of("docs/guide/scripts.md"));
        try (var files = Files.list(EXAMPLES)) {
            for (Path file : files.toList()) {
                assertThat(guide).as(file.toString()).contains("\n" + Files.readString(file) + "```\n");
            }
        }
    }

    private static Program run(String token, List<String> argv) {
        Map<String, String> variables = new HashMap<>(
                Map.of("BLACKFISH_URL", server.address(), "BLACKFISH_TOKEN", token, "no_proxy", "127.0.0.1,localhost"));
        return Program.run(variables, LONGEST, argv);
    }

    private static List<String> texts(JsonObject object, String name) {
        List<String> texts = new ArrayList<>();
        object.getJsonArray(name)
                .forEach(item -> texts.add(item instanceof JsonString text ? text.getString() : item.toString()));
        return texts;
    }

    private static List<JsonObject> tokens() {
        return Server.parse(server.get("/api/tokens").body()).asJsonArray().stream()
                .map(token -> token.asJsonObject())
                .toList();
    }
}
