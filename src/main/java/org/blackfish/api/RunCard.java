package org.blackfish.api;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Map;
import org.blackfish.service.Resources;
import org.blackfish.service.Service;
import org.blackfish.wire.RunCardView;
import org.blackfish.wire.SlurmFacts;
import org.jspecify.annotations.Nullable;

/** The record of what a service was, as JSON and as Markdown for a lab book; pure. */
final class RunCard {
    private RunCard() {}

    static RunCardView of(Service service, String version, @Nullable String script) {
        return new RunCardView(
                version,
                service.id(),
                service.name(),
                service.model(),
                service.revision(),
                service.engine(),
                service.imageRef(),
                service.sif() == null ? null : service.sif().toString(),
                service.options().arguments(),
                service.options().environment(),
                service.options().trustRemoteCode(),
                PreviewRendering.resources(resources(service)),
                service.profile(),
                service.host(),
                service.jobId(),
                service.node(),
                service.status().word(),
                service.reason(),
                new SlurmFacts(service.slurmState(), service.slurmReason(), service.exitCode()),
                service.createdAt(),
                service.startedAt(),
                service.endsAt(),
                service.updatedAt(),
                script);
    }

    private static Resources resources(Service service) {
        return new Resources(
                service.cpus(),
                service.memoryGb(),
                service.gpus(),
                service.time(),
                service.gres(),
                service.partition(),
                service.constraint(),
                service.account(),
                service.tier());
    }

    /** A heading, a table of the members that have a value, and the script as a block. */
    static String markdown(RunCardView card) {
        StringBuilder text = new StringBuilder("# " + card.name() + "\n\n| | |\n| --- | --- |\n");
        rows(text, "", JsonText.object(card));
        if (card.script() != null) {
            text.append("\n````bash\n").append(card.script().stripTrailing()).append("\n````\n");
        }
        return text.toString();
    }

    private static void rows(StringBuilder text, String prefix, JsonObject members) {
        for (Map.Entry<String, JsonValue> member : members.entrySet()) {
            JsonValue value = member.getValue();
            boolean shown = !value.equals(JsonValue.NULL) && !member.getKey().equals("script");
            if (value instanceof JsonObject inner) {
                rows(text, prefix + member.getKey() + " ", inner);
            } else if (shown) {
                String words = value instanceof JsonString string ? string.getString() : value.toString();
                text.append("| ").append(prefix).append(member.getKey()).append(" | ");
                text.append(words.replace("|", "\\|").replaceAll("\\R", " ")).append(" |\n");
            }
        }
    }
}
