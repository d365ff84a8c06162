package org.blackfish.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "logs", description = "Prints what a service's job has written.")
final class Logs implements Callable<Integer> {
    private static final int PIECE = 1024 * 1024;

    private final World world;

    @Parameters(paramLabel = "SERVICE", description = "Its id, the beginning of it, or its name.")
    private String wanted = "";

    @Option(
            names = {"-f", "--follow"},
            description = "Go on until the job ends, also over a restart of the server.")
    private boolean follow;

    Logs(World world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        Services services = new Services(world.server());
        String id = services.id(wanted);
        String path = "api/services/" + id + "/log?limit=" + PIECE + "&offset=";
        Patience patience = new Patience(services.server(), world::note);
        long offset = 0;
        while (true) {
            Call call = Call.get(path + offset);
            Answer piece = follow ? patience.ask(call) : services.server().ask(call);
            long next = Long.parseLong(piece.headers()
                    .firstValue("X-Next-Offset")
                    .filter(text -> text.matches("\\d{1,18}"))
                    .orElseThrow(piece::strange));
            world.pass(piece.body());
            boolean ended =
                    piece.headers().firstValue("X-Log-Ended").orElse("true").equals("true");
            if (next == offset && (ended || !follow)) {
                return 0;
            }
            if (next == offset) {
                Rest.pause(Duration.ofSeconds(1));
            }
            offset = next;
        }
    }
}
