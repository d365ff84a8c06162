package org.blackfish.cli;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "wait", description = "Waits until a service is ready, or has become something else.")
final class Wait implements Callable<Integer> {
    private static final List<String> STATUSES =
            List.of("submitted", "pending", "starting", "healthy", "unhealthy", "stopped", "timeout", "failed");
    private static final Pattern TIME = Pattern.compile("(\\d{1,7})(s|m|h)?");

    private final World world;

    @Parameters(paramLabel = "SERVICE", description = "Its id, the beginning of it, or its name.")
    private String wanted = "";

    @Option(
            names = "--status",
            description = "submitted, pending, starting, healthy, unhealthy, stopped, timeout or failed; healthy when"
                    + " left out.")
    private String status = "healthy";

    @Option(names = "--timeout", description = "Longest wait, such as 90s, 10m or 2h; without end when left out.")
    private @Nullable String timeout;

    @Mixin
    private final Format format = new Format();

    Wait(World world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        if (!STATUSES.contains(status)) {
            throw Failure.wrongInput("There is no status \"" + Plain.line(status) + "\"; statuses are "
                    + String.join(", ", STATUSES) + ".");
        }
        Duration longest = timeout == null ? Waiting.FOREVER : duration(timeout);
        Services services = new Services(world.server());
        JsonObject service = new Waiting(world, services).until(services.id(wanted), status, longest);
        if (!format.printed(world, service)) {
            world.say("Service " + Members.text(service, "id") + " is " + Members.text(service, "status") + ".");
        }
        return 0;
    }

    static Duration duration(String text) {
        Matcher matcher = TIME.matcher(text);
        if (!matcher.matches()) {
            throw Failure.wrongInput(
                    "The timeout \"" + Plain.line(text) + "\" is no time; give one such as 90s, 10m or 2h.");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (String.valueOf(matcher.group(2))) {
            case "h" -> Duration.ofHours(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofSeconds(number);
        };
    }
}
