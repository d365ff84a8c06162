package org.blackfish.cli;

import jakarta.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "details", description = "Shows all about a service: state, place, address, resources.")
final class Details implements Callable<Integer> {
    private final World world;

    @Parameters(paramLabel = "SERVICE", description = "Its id, the beginning of it, or its name.")
    private String wanted = "";

    @Mixin
    private final Format format = new Format();

    Details(World world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        Services services = new Services(world.server());
        JsonObject service = services.get(services.id(wanted));
        if (!format.printed(world, service)) {
            facts(service).forEach((name, value) -> {
                if (!value.isEmpty()) {
                    world.say(String.format("%-12s %s", name, Plain.line(value)));
                }
            });
        }
        return 0;
    }

    private static Map<String, String> facts(JsonObject service) {
        JsonObject live = Members.object(service, "live");
        String silence = Members.text(live, "unknown_since");
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("name", Members.text(service, "name"));
        facts.put("id", Members.text(service, "id"));
        facts.put("status", joined(", ", Members.text(service, "status"), Members.text(live, "phase")));
        facts.put("reason", Members.text(live, "reason"));
        facts.put("unknown", silence.isEmpty() ? "" : "Slurm has not answered since " + silence);
        facts.put("model", joined("@", Members.text(service, "model"), Members.text(live, "revision")));
        facts.put("engine", joined(", ", Members.text(live, "engine"), Members.text(service, "image_ref")));
        facts.put("address", Members.text(live, "base_url"));
        facts.put("profile", Members.text(service, "profile"));
        facts.put("job", job(service, Members.object(live, "slurm")));
        facts.put("node", Members.text(live, "node"));
        facts.put("tier", joined(" in ", Members.text(live, "tier"), Members.text(service, "partition")));
        facts.put("resources", resources(service));
        facts.put("created", Members.text(service, "created_at"));
        facts.put("started", Members.text(live, "started_at"));
        facts.put("ends", Members.text(live, "ends_at"));
        return facts;
    }

    private static String job(JsonObject service, JsonObject slurm) {
        return joined(
                ", ", Members.text(service, "job_id"), Members.text(slurm, "state"), Members.text(slurm, "reason"));
    }

    private static String resources(JsonObject service) {
        return Members.text(service, "ntasks_per_node") + " cores, " + Members.text(service, "mem") + " GB, "
                + Members.text(service, "gres") + " GPUs, " + Members.text(service, "time");
    }

    private static String joined(String between, String... parts) {
        return String.join(
                between,
                java.util.Arrays.stream(parts).filter(part -> !part.isEmpty()).toList());
    }
}
