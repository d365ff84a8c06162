package org.blackfish.cli;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * Asks on over a restart of the server: for two minutes after a good answer nobody may answer, or somebody who is not the
 * server, as long as it is away.
 */
final class Patience {
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final Rest server;
    private final Consumer<String> remark;
    private boolean wasThere;

    Patience(Rest server, Consumer<String> remark) {
        this.server = server;
        this.remark = remark;
    }

    Answer ask(Call call) {
        return ask(call, LONGEST);
    }

    /** With less patience when {@code longest} is shorter. */
    Answer ask(Call call, Duration longest) {
        long since = 0;
        for (int attempt = 1; ; attempt++) {
            try {
                Answer answer = server.askAnew(call);
                wasThere = true;
                return answer;
            } catch (Failure e) {
                since = attempt == 1 ? System.nanoTime() : since;
                Duration failing = Duration.ofNanos(System.nanoTime() - since);
                boolean over = failing.compareTo(LONGEST) >= 0 || longest.compareTo(failing) <= 0;
                if (over || !mayPass(e)) {
                    throw e;
                }
                if (attempt == 1) {
                    remark.accept("blackfish: The server does not answer; trying on.");
                }
            }
            Rest.pause(Duration.ofSeconds(1));
        }
    }

    private boolean mayPass(Failure e) {
        return e.exitCode() == Failure.NO_ANSWER || (wasThere && e.isOfAStranger());
    }
}
