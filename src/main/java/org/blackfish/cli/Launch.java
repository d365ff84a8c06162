package org.blackfish.cli;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.UUID;

/** One launch, or only the look at what it would be. */
final class Launch {
    private final World world;
    private final Asked asked;
    private final Format format;

    Launch(World world, Asked asked, Format format) {
        this.world = world;
        this.asked = asked;
        this.format = format;
    }

    int start(String model, Naming naming, List<String> engineArguments) {
        JsonObject order = order(model, naming, engineArguments);
        if (asked.namesMount()) {
            world.note("blackfish: --mount means nothing for a text model.");
        }
        Rest server = world.server();
        if (naming.isDryRun()) {
            return preview(server.ask(Call.post("api/services/preview", order)).object());
        }
        // Under one key, so that a broken connection neither doubles nor loses the launch.
        Call call = Call.post("api/services?include=live", order)
                .once(UUID.randomUUID().toString());
        JsonObject service = server.ask(call).object();
        String id = Members.text(service, "id");
        List<String> ignored = Members.texts(Members.object(service, "live"), "ignored");
        if (!ignored.isEmpty()) {
            world.note("blackfish: the server does not know " + String.join(", ", ignored) + ".");
        }
        // Before the wait, so that the id is known however that ends.
        if (!format.printed(world, service)) {
            world.say("Started service: " + id);
        }
        world.out().flush();
        if (naming.isWaitedFor()) {
            new Waiting(world, new Services(server)).until(id, "healthy", Waiting.FOREVER);
        }
        return 0;
    }

    private JsonObject order(String model, Naming naming, List<String> engineArguments) {
        JsonObjectBuilder order = Json.createObjectBuilder().add("image", "text_generation");
        naming.into(order);
        order.add("repo_id", model);
        asked.into(order);
        JsonArrayBuilder arguments = Json.createArrayBuilder();
        engineArguments.forEach(arguments::add);
        if (!engineArguments.isEmpty()) {
            order.add("engine_args", arguments);
        }
        return order.build();
    }

    private int preview(JsonObject preview) {
        if (format.printed(world, preview)) {
            return 0;
        }
        JsonObject resources = Members.object(preview, "resources");
        world.say("Nothing was launched. It would be:");
        line("model", Members.text(preview, "model") + "@" + Members.text(preview, "revision"));
        line("profile", Members.text(preview, "profile"));
        line("image", Members.text(preview, "image_ref"));
        line("tier", Members.text(preview, "sentence"));
        line(
                "resources",
                Members.text(resources, "cpus") + " cores, " + Members.text(resources, "memory_gb") + " GB, "
                        + Members.text(resources, "gpus") + " GPUs, " + Members.text(resources, "time"));
        line("fit", Members.text(Members.object(preview, "fit"), "sentence"));
        line("wait", Members.text(Members.object(preview, "queue_wait"), "sentence"));
        world.say("");
        world.say(Members.text(preview, "script"));
        return 0;
    }

    private void line(String name, String value) {
        if (!value.isEmpty()) {
            world.say(String.format("  %-10s %s", name, Plain.line(value)));
        }
    }
}
