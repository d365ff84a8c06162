package org.blackfish.cli;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "create", description = "Makes a personal token and prints its secret, this once.")
final class TokenCreate implements Callable<Integer> {
    private final World world;

    @Parameters(paramLabel = "NAME", description = "What it is for.")
    private String name = "";

    @Option(
            names = "--scope",
            description = "read, use (call models), manage (launch and stop) or admin; read when left out.")
    private String scope = "read";

    @Option(names = "--days", description = "Valid for so many days; without end when left out.")
    private @Nullable Integer days;

    @Mixin
    private final Format format = new Format();

    TokenCreate(World world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        if (!List.of("read", "use", "manage", "admin").contains(scope)) {
            throw Failure.wrongInput(
                    "There is no scope \"" + Plain.line(scope) + "\"; give read, use, manage or admin.");
        }
        if (days != null && (days < 1 || days > 3660)) {
            throw Failure.wrongInput("The days are " + days + "; give a number from 1 to 3660.");
        }
        JsonObjectBuilder order = Members.builder()
                .add("name", name)
                .add("scopes", Json.createArrayBuilder().add(scope));
        if (days != null) {
            order.add(
                    "expires_at",
                    world.clock().instant().plus(Duration.ofDays(days)).toString());
        }
        JsonObject token =
                world.server().ask(Call.post("api/tokens", order.build())).object();
        if (!format.printed(world, token)) {
            world.say(Members.text(token, "secret"));
            world.note("blackfish: This is shown once. Programs read it from BLACKFISH_AUTH_TOKEN.");
        }
        return 0;
    }
}
