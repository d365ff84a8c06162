package org.blackfish.cli;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "chat",
        description = "Talks with a ready service: one message from the arguments or standard input, or turn by turn.")
final class Chat implements Callable<Integer> {
    private final World world;

    @Parameters(index = "0", paramLabel = "SERVICE", description = "Its id, the beginning of it, or its name.")
    private String wanted = "";

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "MESSAGE",
            description = "What to say; without it you are asked.")
    private final List<String> message = new ArrayList<>();

    @Option(names = "--system", description = "What the model is told first.")
    private @Nullable String system;

    @Option(names = "--max-tokens", description = "Longest answer.")
    private @Nullable Integer longest;

    @Option(names = "--temperature", description = "0 for the likeliest words.")
    private @Nullable Double temperature;

    @Mixin
    private final Format format = new Format();

    Chat(World world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        Services services = new Services(world.server());
        String id = services.id(wanted);
        String model = Members.text(services.get(id), "model");
        List<JsonObject> turns = new ArrayList<>();
        if (system != null) {
            turns.add(turn("system", system));
        }
        Optional<String> first = first();
        while (first.isPresent()) {
            turns.add(turn("user", first.get()));
            turns.add(turn("assistant", answer(services.server(), id, order(model, turns))));
            first = message.isEmpty() && world.terminal().input() ? asked() : Optional.empty();
        }
        return 0;
    }

    private Optional<String> first() {
        if (!message.isEmpty()) {
            return Optional.of(String.join(" ", message));
        }
        if (world.terminal().input()) {
            world.note("An empty line ends the talk.");
            return asked();
        }
        String text = world.in().lines().collect(Collectors.joining("\n")).strip();
        if (text.isEmpty()) {
            throw Failure.wrongInput("There is no message; give it behind the service, or on standard input.");
        }
        return Optional.of(text);
    }

    private Optional<String> asked() {
        world.err().print("> ");
        world.err().flush();
        return world.ask().filter(line -> !line.isEmpty());
    }

    private JsonObject order(String model, List<JsonObject> turns) {
        JsonArrayBuilder messages = Json.createArrayBuilder();
        turns.forEach(messages::add);
        JsonObjectBuilder order =
                Members.builder().add("model", model).add("messages", messages).add("stream", !format.isJson());
        if (longest != null) {
            order.add("max_tokens", longest);
        }
        if (temperature != null) {
            order.add("temperature", temperature);
        }
        return order.build();
    }

    private String answer(Rest server, String id, JsonObject order) {
        Call call = Call.post("services/" + id + "/v1/chat/completions", order).forMinutes(60);
        if (format.isJson()) {
            Answer answer = server.askAnew(call);
            format.printed(world, answer.structure());
            return said(answer.object());
        }
        StringBuilder said = new StringBuilder();
        server.lines(call, line -> {
            String piece = ChatEvents.text(line);
            said.append(piece);
            world.pass(piece);
        });
        world.out().println();
        world.out().flush();
        return said.toString();
    }

    /** What the model said, so that it knows in the next turn. */
    private static String said(JsonObject answer) {
        return Members.objects(answer, "choices").stream()
                .findFirst()
                .map(choice -> Members.text(Members.object(choice, "message"), "content"))
                .orElse("");
    }

    private static JsonObject turn(String role, String content) {
        return Members.builder().add("role", role).add("content", content).build();
    }
}
