package org.blackfish.cli;

import jakarta.json.JsonObject;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "ls", description = "Lists the tiers that you may choose from.")
final class TierLs implements Callable<Integer> {
    private final World world;

    @Option(
            names = {"-p", "--profile"},
            description = "Of this profile; the default one when left out.")
    private @Nullable String profile;

    @Mixin
    private final Format format = new Format();

    TierLs(World world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        JsonObject tiers = world.server()
                .ask(Call.get("api/tiers" + (profile == null ? "" : "?profile=" + Members.encoded(profile))))
                .object();
        if (format.printed(world, tiers)) {
            return 0;
        }
        Table table = new Table("TIER", "PARTITION", "MODELS UP TO", "GPUS", "CORES", "MEMORY", "DESCRIPTION");
        for (JsonObject partition : Members.objects(tiers, "partitions")) {
            for (JsonObject tier : Members.objects(partition, "tiers")) {
                String size = Members.text(tier, "max_model_size_gb");
                table.row(
                        Members.text(tier, "name"),
                        Members.text(partition, "name"),
                        size.isEmpty() ? "any size" : size + " GB",
                        (Members.text(tier, "gpu_count") + " " + Members.text(tier, "gpu_type")).strip(),
                        Members.text(tier, "cpu_cores"),
                        Members.text(tier, "memory_gb") + " GB",
                        Members.text(tier, "description"));
            }
        }
        Format.print(world, table);
        String notice = Members.text(tiers, "notice");
        if (!notice.isEmpty()) {
            world.note("blackfish: " + notice);
        }
        return 0;
    }
}
