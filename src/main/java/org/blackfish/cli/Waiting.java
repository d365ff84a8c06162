package org.blackfish.cli;

import jakarta.json.JsonObject;
import java.time.Duration;

/** Waits until a service has become something, and shows meanwhile in which phase it is. */
final class Waiting {
    static final Duration FOREVER = Duration.ofDays(400);
    private static final int TURN = 25;

    private final World world;
    private final Services services;

    Waiting(World world, Services services) {
        this.world = world;
        this.services = services;
    }

    /** The service as it then is; throws when it can no longer be, or when the time is over. */
    JsonObject until(String id, String status, Duration longest) {
        long start = System.nanoTime();
        try (Progress progress = new Progress(world)) {
            Patience patience = new Patience(services.server(), progress::note);
            while (true) {
                Duration left = longest.minusNanos(System.nanoTime() - start);
                long turn = Math.max(0, Math.min(left.toSeconds(), progress.isShown() ? 2 : TURN));
                Call call = Call.get("api/services/" + id + "/wait?status=" + status + "&timeout=" + turn);
                Answer answer = patience.ask(call, left);
                JsonObject service = answer.object();
                if (answer.status() == 200) {
                    return service;
                }
                if (!left.isPositive()) {
                    throw Failure.noAnswer("Service " + id + " is " + Members.text(service, "status") + " and not yet "
                            + status + " after " + Ages.words(longest) + ".");
                }
                String seen = Members.text(service, "status");
                progress.show(Members.text(service, "name") + " is " + seen + ", waiting for " + status + " since "
                        + Ages.words(Duration.ofNanos(System.nanoTime() - start)));
            }
        }
    }
}
